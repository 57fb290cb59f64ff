#include "engine/plan/plan.h"

#include <map>

#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

Nanos probeInterval(const Plan& plan) {
    const bool shortRun = plan.load.duration < std::chrono::minutes(2);
    return plan.probe.interval.value_or(shortRun ? std::chrono::milliseconds(100)
                                                 : std::chrono::milliseconds(500));
}

Nanos usualLength(const SearchPlan& search) {
    constexpr int MostSteps = 24;  // ten doublings are a thousandfold, five halvings 1/32; and some to spare
    constexpr int MostConfirmations = 8;
    return (search.settle + search.step) * MostSteps + (search.settle + search.confirm) * MostConfirmations;
}

std::string nameOf(const RequestSpec& request) {
    if (!request.name.empty()) {
        return request.name;
    }
    const auto url = parseUrl(request.url);
    return request.method + " " + (url ? url->target.substr(0, url->target.find('?')) : request.url);
}

std::vector<std::string> namesOfRequests(const Plan& plan) {
    constexpr std::size_t LongestName = 80;
    std::vector<std::string> names;
    for (const RequestSpec& request : plan.requests) {
        names.push_back(printable(nameOf(request), LongestName));
    }
    std::map<std::string, int> seen;
    for (const std::string& name : names) {
        ++seen[name];
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] += seen[names[i]] > 1 ? " (" + std::to_string(i + 1) + ")" : "";
    }
    return names;
}

Plan lengthened(Plan plan, std::uint32_t factor) {
    plan.load.duration *= factor;
    if (plan.load.requests) {
        *plan.load.requests *= factor;
    }
    const std::vector<Stage> once = plan.load.stages;
    for (std::uint32_t more = 1; more < factor; ++more) {
        plan.load.stages.insert(plan.load.stages.end(), once.begin(), once.end());
    }
    return plan;
}

}  // namespace leaktide
