#include "engine/trend/groups.h"

#include <algorithm>
#include <cmath>

namespace leaktide {
namespace {

Group groupOf(const Block& block, Counter counter) {
    const auto count = static_cast<double>(block.count);
    return {.meanX = block.sums[indexOf(counter)] / count,
            .meanY = block.sumY / count,
            .floorX = block.atMin[indexOf(counter)],
            .floorY = block.minY,
            .rate = block.seconds > 0 ? block.requests / block.seconds : 0,
            .requests = block.requests,
            .count = count};
}

}  // namespace

std::span<const Group> GroupSeries::tail(double window) const {
    const auto wanted = static_cast<std::size_t>(std::lround(window * static_cast<double>(size)));
    const std::size_t taken = std::min(wanted, size);
    return view().last(taken);
}

std::size_t blocksPerGroup(std::size_t blocks, std::size_t target) {
    return std::max<std::size_t>(1, blocks / target);
}

GroupSeries groupBlocks(const BlockSeries& series, std::size_t perGroup, Counter counter) {
    GroupSeries result;
    const std::size_t blocks = series.usableBlocks();
    result.size = blocks / perGroup;
    std::size_t next = blocks - result.size * perGroup;
    for (std::size_t i = 0; i < result.size; ++i) {
        Block whole = series.block(next++);
        for (std::size_t j = 1; j < perGroup; ++j) {
            whole = merged(whole, series.block(next++));
        }
        result.groups[i] = groupOf(whole, counter);
    }
    if (result.size > 1 && result.groups[0].rate == 0) {
        result.groups[0].rate = result.groups[1].rate;  // one reading spans no time
    }
    if (result.size > 0) {
        const double full = static_cast<double>(series.readingsPerBlock() * perGroup);
        result.lastIsWhole = result.groups[result.size - 1].count >= full;
    }
    return result;
}

}  // namespace leaktide
