#include "engine/plan/plan.h"

namespace leaktide {

Nanos probeInterval(const Plan& plan) {
    const bool shortRun = plan.load.duration < std::chrono::minutes(2);
    return plan.probe.interval.value_or(shortRun ? std::chrono::milliseconds(100)
                                                 : std::chrono::milliseconds(500));
}

}  // namespace leaktide
