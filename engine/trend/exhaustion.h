// When a limit is reached if growth goes on: descriptors, connections, memory. Pure.
#pragma once

#include <optional>
#include <string>

#include "engine/trend/verdict.h"

namespace leaktide {

struct GrowthTowardsLimit {
    double value = 0;  // now, in the signal's unit
    double limit = 0;
    Interval perCount;           // growth per request, or per second
    double countsPerSecond = 1;  // requests per second; 1 if growth is told per second
};

// Seconds from now, with a band: the earliest at the upper end of the growth, the latest at its lower end.
// Nothing if there is no growth to speak of (its lower end is not above zero) or no rate; zeros if the limit
// is reached.
std::optional<Interval> secondsToExhaustion(const GrowthTowardsLimit& growth);
// "The limit is reached in 14 min 05 s (13 min 10 s to 15 min 02 s) at this rate."
std::string exhaustionSentence(const Interval& seconds);

}  // namespace leaktide
