#include "engine/plan/plan.h"

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
