// What was still there after the drain.
#pragma once

#include <optional>

#include "engine/trend/block_series.h"

namespace leaktide {

// Level and standard error over a stretch without load.
struct RestLevel {
    double mean = 0;
    double error = 0;
};

// All of the readings; nothing below `fewest` of them.
std::optional<RestLevel> restLevel(const BlockSeries& rest, std::size_t fewest);
// The newer half of the readings: the older one may still be settling.
std::optional<RestLevel> settledLevel(const BlockSeries& drain, std::size_t fewest);

}  // namespace leaktide
