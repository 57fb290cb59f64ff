#include "app/cli/run_options.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/cli/flag_values.h"
#include "app/cli/goal_flags.h"
#include "app/cli/request_flags.h"
#include "app/cli/run_flags.h"
#include "engine/base/text.h"
#include "engine/plan/plan_rules.h"
#include "engine/plan/url.h"

namespace leaktide::app {

namespace {

constexpr auto RequestsOnlyLimit = std::chrono::hours(1);

Status checkWords(const RunDraft& draft, const Arguments& words) {
    if (words.size() > 1) {
        return bad("one URL is enough, '" + printable(words[1], 60) + "' is too much");
    }
    if (!words.empty() && !draft.options.faults.empty()) {
        return bad("--fault: only the bundled target has faults, leave the URL out");
    }
    if (!words.empty() && !draft.options.paths.empty()) {
        return bad("--path: only the bundled target takes it, write the path into the URL");
    }
    if (!words.empty()) {
        if (const auto url = parseUrl(words.front()); !url) {
            return url.error();
        }
    }
    return {};
}

// Stages set rate and duration by themselves; the progress bar goes by their sum.
Status settleStages(RunDraft& draft) {
    LoadPlan& load = draft.options.plan.load;
    if (load.stages.empty()) {
        return {};
    }
    if (load.rate) {
        return bad("-q/--rate: does not go with --stage, which sets the rate");
    }
    load.model = LoadModel::Stages;
    load.duration = Nanos(0);
    for (const Stage& stage : load.stages) {
        load.duration += stage.duration;
    }
    draft.durationGiven = true;
    return {};
}

// Plan paths and the flags that set them.
std::string flagFor(const std::string& path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 29> Flags{
        {{"load.search.to", "--search-to"},
         {"load.search.step", "--search-step"},
         {"load.search", "--search"},
         {"load.connections", "-c/--connections"},
         {"load.find_endpoint", "--find-endpoint"},
         {"load.threads", "-t/--threads"},
         {"load.duration", "-z/--duration"},
         {"load.requests", "-n/--requests"},
         {"load.rate", "-q/--rate"},
         {"load.stages", "-s/--stage"},
         {"requests[0].url", "URL"},
         {"requests[0].method", "-m/--method"},
         {"requests[0].headers", "-H/--header"},
         {"connection.timeout", "--timeout"},
         {"connection.connect_timeout", "--connect-timeout"},
         {"probe.headers", "--probe-header"},
         {"probe.url", "--probe"},
         {"phases.cycles", "--cycles"},
         {"phases.extend_to", "--extend"},
         {"load.arrivals", "--poisson"},
         {"load.think_time", "--think"},
         {"connection.resolve", "--resolve"},
         {"connection.connect_to", "--connect-to"},
         {"connection.streams", "--streams"},
         {"connection.proxy", "-x/--proxy"},
         {"connection.http_version", "--http2"},
         {"connection.cert_file", "--cert"},
         {"load.misbehaviour", "--misbehave"},
         {"checks", "--check"}}};
    const auto found = std::find_if(Flags.begin(), Flags.end(),
                                    [&path](const auto& entry) { return path.rfind(entry.first, 0) == 0; });
    return found == Flags.end() ? path : std::string(found->second);
}

}  // namespace

Result<RunOptions> parseRunOptions(const Arguments& arguments) {
    RunDraft draft;
    const OptionTable table = runFlags(draft);
    const auto words = table.parse(arguments, {"--config", "--curl"});
    if (!words) {
        return words.error();
    }
    RunOptions& options = draft.options;
    if (options.wanted == Wanted::Help) {
        return options;
    }
    if (const Status sensible = checkWords(draft, *words); !sensible) {
        return sensible.error();
    }
    if (const Status settled = settleRequests(draft, *words); !settled) {
        return settled.error();
    }
    if (const Status fits = settleStages(draft); !fits) {
        return fits.error();
    }
    if (const Status fits = settleSearch(draft); !fits) {
        return fits.error();
    }
    if (options.plan.load.requests && !draft.durationGiven) {
        // Asked for a number, not for a time: the number decides, and readings stay dense as in a short run.
        options.plan.load.duration = RequestsOnlyLimit;
        options.plan.probe.interval = std::chrono::milliseconds(100);
    }
    return options;
}

std::string runHelp() {
    RunDraft draft;
    return runFlags(draft).help();
}

Status checkRunPlan(const RunOptions& options) {
    if (const auto mistakes = findMistakes(options.plan); !mistakes.empty()) {
        const PlanMistake& first = mistakes.front();
        return bad(flagFor(first.path) + ": " + first.message);
    }
    for (const RequestSpec& request : options.plan.requests) {
        const auto url = parseUrl(request.url);
        if (!url || scopeOfHost(url->host) != HostScope::Public) {
            continue;
        }
        const bool allowed =
            std::any_of(options.allowed.begin(), options.allowed.end(),
                        [&url](const std::string& host) { return equalsIgnoreCase(host, url->host); });
        if (!allowed) {
            return bad(
                "'" + printable(url->host, 100) +
                "' is not this machine or a private address; if you may put load on it, add --i-am-allowed " +
                printable(url->host, 100));
        }
    }
    return {};
}

}  // namespace leaktide::app
