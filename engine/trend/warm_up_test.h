// "Could a warm-up have made this?": over the whole load, the best saturating warm-up of any time constant
// against the best growth that goes on. One test on all readings, where each view asks the same of a part of
// them: many views are many chances for one to look straight. Pure.
#pragma once

#include "engine/trend/trend_fit.h"
#include "engine/trend/trend_settings.h"

namespace leaktide {

struct WarmUpTest {
    double goesOn = 0;  // t: how much better growth that goes on explains the readings than a warm-up
    double stops = 0;   // t: how much better a warm-up explains them than a line
    double needed = 0;  // of `goesOn`, to exclude a warm-up by itself
    // A warm-up is as good an explanation, and a better one than a line; or nothing at all speaks against it.
    [[nodiscard]] bool speaksForWarmUp() const;
};

// `whole`: the finest scale over the whole load. Speaks for nothing if it has too few groups.
WarmUpTest testForWarmUp(const TrendFit& whole, const TrendSettings& settings);

}  // namespace leaktide
