#include "engine/probe/profile_fetcher.h"

#include <array>

#include "engine/base/redact.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

constexpr std::array Kinds{"heap", "goroutine", "tasks", "goroutineleak"};
constexpr auto Patience = std::chrono::seconds(15);  // a collection of a large heap takes its time

std::string queryFor(const std::string& kind) {
    return kind == "heap" ? "heap?gc=1" : kind;
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
    const bool given = plan.probe.mode == ProbeMode::Url;
    const auto url = parseUrl(given || plan.requests.empty() ? plan.probe.url : plan.requests.front().url);
    if (!url || plan.probe.mode == ProbeMode::None) {
        whyNot = url ? "no probe, as asked" : url.error().message;
        return nullptr;
    }
    HttpGetterSettings settings;
    settings.headers = plan.probe.headers;
    settings.verifyTls = plan.connection.verifyTls;
    settings.timeout = Patience;
    auto getter = std::make_unique<HttpGetter>(std::move(settings));
    const auto index = getter->get(url->origin() + "/debug/pprof/");
    if (!index || index->status != 200) {
        whyNot = index ? describeStatus(*index) : index.error().message;
        return nullptr;
    }
    auto kinds = listedProfiles(index->body);
    if (kinds.empty()) {
        whyNot = redactUrl(index->url) + " lists no profile of heap or tasks";
        return nullptr;
    }
    return std::unique_ptr<ProfileFetcher>(
        new ProfileFetcher(std::move(getter), index->url, std::move(kinds)));
}

ProfileMark ProfileFetcher::fetch(std::string label) {
    ProfileMark mark{std::move(label), std::chrono::steady_clock::now(), {}, {}};
    for (const std::string& kind : m_kinds) {
        auto answer = m_getter->get(m_index + queryFor(kind));
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
