#include "engine/trend/exhaustion.h"

#include <algorithm>
#include <cmath>

#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"

namespace leaktide {

std::optional<Interval> secondsToExhaustion(const GrowthTowardsLimit& growth) {
    const double left = std::max(0.0, growth.limit - growth.value);
    const auto after = [&](double perCount) { return left / (perCount * growth.countsPerSecond); };
    const bool grows = growth.perCount.low > 0 && growth.countsPerSecond > 0;
    if (!grows || !std::isfinite(left)) {
        return std::nullopt;
    }
    return Interval{.value = after(growth.perCount.value),
                    .low = after(growth.perCount.high),
                    .high = after(growth.perCount.low)};
}

Phrase exhaustionSentence(const Interval& seconds, double limit, const SignalSpec& spec) {
    const Phrase limitText = amountOf(limit, spec);
    if (seconds.value <= 0) {
        return say(Say::LimitReached, {limitText});
    }
    return say(Say::LimitReachedIn,
               {limitText, durationOf(seconds.value), durationOf(seconds.low), durationOf(seconds.high)});
}

}  // namespace leaktide
