// How long a load must be so that a leak shows above the noise that was seen before it. Pure.
#pragma once

#include <optional>
#include <span>

#include "engine/measure/signal.h"
#include "engine/trend/trend_settings.h"

namespace leaktide {

struct RestNoise {
    double level = 0;
    double sd = 0;  // of one reading about its neighbours: a slow drift is no noise
};
// Nothing with fewer than five readings.
std::optional<RestNoise> restNoiseOf(std::span<const SignalPoint> atRest);

struct LoadPace {
    double requestsPerS = 0;
    double readingsPerS = 0;
};

// Seconds of load until a leak of `perRequest` is named: enough readings, growth above noise and level.
// Nothing without a pace.
std::optional<double> secondsToShow(const RestNoise& noise, const LoadPace& pace, double perRequest,
                                    const TrendSettings& settings);

// The leak that is looked for: one item, or one KiB, per request.
double wantedLeak(SignalUnit unit);

}  // namespace leaktide
