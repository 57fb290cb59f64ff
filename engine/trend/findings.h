// What is known about a series when a verdict is due, and the verdict that follows. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/trend/look.h"
#include "engine/trend/rest_series.h"
#include "engine/trend/trend_settings.h"
#include "engine/trend/verdict.h"

namespace leaktide {

struct Findings {
    LookResult look;
    std::uint64_t readings = 0;  // under load
    double requests = 0;         // over the load
    bool growing = false;        // suspect for long enough
    bool everGrew = false;       // at some time in the run
    std::optional<double> firstGrowingTS;
    double grewUntil = 0;  // requests done when the growth was last seen
    std::optional<RestLevel> idle;
    std::optional<RestLevel> drained;
};

// What stayed after the drain, in the unit of the signal and as a share of the growth seen.
struct Retention {
    double kept = 0;
    double share = 0;  // of the growth expected from the chosen view; 0 without one
};
std::optional<Retention> retentionOf(const Findings& findings);

Verdict liveVerdict(const Findings& findings, const TrendSettings& settings);
Verdict finalVerdict(const Findings& findings, const TrendSettings& settings);
// How many times longer the load must be to decide an undecided run.
double longerRunFactor(const Findings& findings, const TrendSettings& settings);

}  // namespace leaktide
