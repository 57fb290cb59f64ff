// The views of a look as plain values, for who wants to see what is behind a verdict: what was fitted, what
// came out, and the first gate that held it back. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/trend/verdict.h"

namespace leaktide {

struct Views;

struct ViewDetail {
    double window = 1;   // share of the load, counted from its end
    int scale = 0;       // 0 is the finest
    bool floor = false;  // the smallest readings of each group, not their means
    Interval slope;      // per count, 95 %
    double t = 0;        // of the slope
    double rise = 0;
    double drawdown = 0;   // largest fall below an earlier height, in the unit of the signal
    double bend = 0;       // q: 0 is straight, 1 has stopped
    double bendUpper = 0;  // its upper end …
    double bendLimit = 0;  // … must stay below this to exclude a warm-up
    bool excludesWarmUp = false;
    std::string heldBy;  // "significant", "material", …; empty: suspect
};

// At most 24: three scales, four windows, two channels.
std::vector<ViewDetail> detailsOf(const Views& views);

}  // namespace leaktide
