// When a limit is reached if growth goes on: descriptors, connections, memory. Pure.
#pragma once

#include <optional>

#include "engine/base/phrase.h"
#include "engine/measure/signal.h"
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
// "At this rate the limit of 1,024 descriptors is reached in 14 min 05 s (13 min 10 s to 15 min 02 s)."
Phrase exhaustionSentence(const Interval& seconds, double limit, const SignalSpec& spec);

}  // namespace leaktide
