#include "engine/trend/retention.h"

#include <cmath>

namespace leaktide {
namespace {

std::optional<RestLevel> levelOf(const BlockSeries& series, std::size_t firstBlock) {
    double count = 0;
    double sum = 0;
    const std::size_t blocks = series.storedBlocks();
    for (std::size_t i = firstBlock; i < blocks; ++i) {
        count += static_cast<double>(series.block(i).count);
        sum += series.block(i).sumY;
    }
    if (count <= 0) {
        return std::nullopt;
    }
    RestLevel level{.mean = sum / count, .error = 0};
    double squares = 0;
    double used = 0;
    for (std::size_t i = firstBlock; i < blocks; ++i) {
        const double off = series.block(i).sumY / static_cast<double>(series.block(i).count) - level.mean;
        squares += off * off;
        used += 1;
    }
    level.error = used > 1 ? std::sqrt(squares / (used - 1) / used) : 0;
    return level;
}

}  // namespace

std::optional<RestLevel> restLevel(const BlockSeries& rest, std::size_t fewest) {
    return rest.count() < fewest ? std::nullopt : levelOf(rest, 0);
}

std::optional<RestLevel> settledLevel(const BlockSeries& drain, std::size_t fewest) {
    return drain.count() < fewest ? std::nullopt : levelOf(drain, drain.storedBlocks() / 2);
}

}  // namespace leaktide
