#include "engine/trend/exhaustion.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"

namespace leaktide {
namespace {

constexpr double MostSeconds = 100.0 * 365 * 86400;  // beyond a century nobody waits

std::string durationText(double seconds) {
    return formatDuration(Nanos(static_cast<Nanos::rep>(std::min(seconds, MostSeconds) * 1e9)));
}

}  // namespace

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

std::string exhaustionSentence(const Interval& seconds) {
    if (seconds.value <= 0) {
        return "The limit is reached.";
    }
    return "The limit is reached in " + durationText(seconds.value) + " (" + durationText(seconds.low) +
           " to " + durationText(seconds.high) + ") at this rate.";
}

}  // namespace leaktide
