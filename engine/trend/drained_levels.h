// What a signal stood at after each drain of a run with several loads: one level per cycle, free of what is
// in flight and of garbage. A level that climbs from drain to drain is a leak, however noisy the load was;
// growth that is gone after every drain is none, however straight it looked. Pure.
#pragma once

#include <span>

#include "engine/measure/signal.h"
#include "engine/trend/verdict.h"

namespace leaktide {

struct DrainedLevel {
    double tS = 0;
    double requests = 0;  // done by then
    double value = 0;
};

enum class DrainedTrend {
    Climbs,     // told as a leak is; takes seven drains, of which the first is thrown away
    ComesBack,  // less than a quarter of the growth under load was still there; takes three
    Open,       // neither
};

struct DrainedFinding {
    DrainedTrend trend = DrainedTrend::Open;
    Interval perRequest;  // where it climbs
};

// `perRequest`: growth under load, as far as it is known.
DrainedFinding judgeDrained(std::span<const DrainedLevel> levels, const std::optional<Interval>& perRequest,
                            const SignalSpec& spec);

// The verdict on the load in the light of its drains, and what they were.
TrendVerdict withDrains(TrendVerdict verdict, std::span<const DrainedLevel> levels, const SignalSpec& spec);

}  // namespace leaktide
