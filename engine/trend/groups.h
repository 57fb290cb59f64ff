// Neighbouring blocks merged to a scale: coarse groups hide short swings, fine ones show shape.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "engine/trend/block_series.h"

namespace leaktide {

struct Group {
    double meanX = 0, meanY = 0;    // x: the counter
    double floorX = 0, floorY = 0;  // the smallest reading, and where it was
    double rate = 0;                // requests per second over the group; 0 if no time passed
    double requests = 0;            // done within the group
    double count = 0;               // readings
};

struct GroupSeries {
    std::array<Group, BlockSeries::Capacity> groups{};
    std::size_t size = 0;
    bool lastIsWhole = true;  // false if the newest group holds fewer readings than the others
    [[nodiscard]] std::span<const Group> view() const { return {groups.data(), size}; }
    // The newest `window` (0..1] of the groups.
    [[nodiscard]] std::span<const Group> tail(double window) const;
};

// How many blocks make one group so that about `target` groups come out.
std::size_t blocksPerGroup(std::size_t blocks, std::size_t target);
// Whole groups, counted from the newest end; the oldest blocks that do not fill a group are left out.
GroupSeries groupBlocks(const BlockSeries& series, std::size_t perGroup, Counter counter);

}  // namespace leaktide
