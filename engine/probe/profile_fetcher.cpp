#include "engine/probe/profile_fetcher.h"

#include <array>

#include "engine/base/redact.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

constexpr std::array Kinds{"heap", "goroutine", "tasks", "goroutineleak"};
constexpr auto Patience = std::chrono::seconds(10);  // a collection of a large heap takes its time
constexpr std::size_t MostBytes = std::size_t{16} << 20U;

std::string queryFor(const std::string& kind, BeforeHeap beforeHeap) {
    return kind == "heap" && beforeHeap == BeforeHeap::Collect ? "heap?gc=1" : kind;
}

std::string originOf(const std::string& text) {
    const auto url = parseUrl(text);
    return url ? url->origin() : std::string();
}

HttpGetterSettings settingsFor(const Plan& plan) {
    HttpGetterSettings settings;
    settings.headers = plan.probe.headers;
    settings.verifyTls = plan.connection.verifyTls;
    settings.connections = Connections::CloseEach;
    settings.maxBytes = MostBytes;
    return settings;
}

}  // namespace

std::vector<std::string> listedProfiles(std::string_view page) {
    std::vector<std::string> found;
    for (const char* kind : Kinds) {
        if (page.find(">" + std::string(kind) + "</a>") != std::string_view::npos) {
            found.emplace_back(kind);
        }
    }
    return found;
}

ProfileFetcher::ProfileFetcher(std::unique_ptr<HttpGetter> getter, std::string index,
                               std::vector<std::string> kinds)
    : m_getter(std::move(getter)), m_index(std::move(index)), m_kinds(std::move(kinds)) {}

std::unique_ptr<ProfileFetcher> ProfileFetcher::find(const Plan& plan, std::string& whyNot) {
    if (plan.probe.mode == ProbeMode::None) {
        whyNot = "no probe, as asked";
        return nullptr;
    }
    // The headers are for the probe's place; another server has no business with them.
    const std::string probed = plan.probe.mode == ProbeMode::Url ? originOf(plan.probe.url) : std::string();
    const std::string loaded = plan.requests.empty() ? std::string() : originOf(plan.requests.front().url);
    HttpGetterSettings settings = settingsFor(plan);
    if (!probed.empty()) {
        auto found = lookAt(probed, settings, whyNot);
        if (found || loaded.empty() || loaded == probed) {
            return found;
        }
        settings.headers.clear();
    }
    return lookAt(loaded, std::move(settings), whyNot);
}

std::unique_ptr<ProfileFetcher> ProfileFetcher::lookAt(const std::string& origin, HttpGetterSettings settings,
                                                       std::string& whyNot) {
    const auto index = HttpGetter(settings).get(origin + "/debug/pprof/");
    if (!index || index->status != 200) {
        whyNot = index ? describeStatus(*index) : index.error().message;
        return nullptr;
    }
    auto kinds = listedProfiles(index->body);
    if (kinds.empty()) {
        whyNot = redactUrl(index->url) + " lists no profile of heap or tasks";
        return nullptr;
    }
    settings.timeout = Patience;
    return std::unique_ptr<ProfileFetcher>(
        new ProfileFetcher(std::make_unique<HttpGetter>(std::move(settings)), index->url, std::move(kinds)));
}

std::string ProfileFetcher::describe() const {
    std::string list;
    for (const std::string& kind : m_kinds) {
        list += (list.empty() ? "" : ", ") + kind;
    }
    return list + " at " + redactUrl(m_index);
}

ProfileMark ProfileFetcher::fetch(std::string label, BeforeHeap beforeHeap) {
    ProfileMark mark{std::move(label), std::chrono::steady_clock::now(), {}, {}};
    for (const std::string& kind : m_kinds) {
        auto answer = m_getter->get(m_index + queryFor(kind, beforeHeap));
        if (answer && answer->status == 200) {
            mark.profiles.push_back({kind, std::move(answer->body)});
        } else {
            mark.failure += (mark.failure.empty() ? "" : "; ") +
                            (answer ? describeStatus(*answer) : answer.error().message);
        }
    }
    return mark;
}

void ProfileFetcher::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
