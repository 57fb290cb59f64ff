// What must be back at zero requests in flight, and is not: tasks, pool slots, descriptors, connections. A
// finding of its own, whatever the slope says. Pure functions.
#pragma once

#include <optional>

#include "engine/base/phrase.h"
#include "engine/measure/signal.h"
#include "engine/trend/rest_series.h"

namespace leaktide {

// Items above the level before the load, after the drain. Nothing if fewer than three, if it could be noise,
// or if the signal may stay.
std::optional<double> leftAfterDrain(const SignalSpec& spec, const std::optional<RestLevel>& idle,
                                     const std::optional<RestLevel>& drained);
// "21 tasks were left with no request in flight, 20 above the level before the load."
Phrase leftSentence(double left, double drainedLevel, const SignalSpec& spec);

// What a reading under load shows beyond the baseline and the requests in flight, each of which may hold
// `perInFlight` items (a task, a pool slot). Growth of it is a leak in the making; it may be below zero.
inline double unexplained(double value, double baseline, double perInFlight, double inFlight) {
    return value - baseline - perInFlight * inFlight;
}

}  // namespace leaktide
