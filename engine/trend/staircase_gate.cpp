// "A few jumps or a line?": the best three jumps, found by dynamic programming, against the line.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/trend/gates.h"

namespace leaktide {
namespace {

constexpr std::size_t Jumps = 3;
constexpr std::size_t FewestGroups = 12;
constexpr double LineAgainstJumps = 1.5;  // residual squares of the line, of those of the best three jumps

using Sums = std::array<double, BlockSeries::Capacity + 1>;

// Residual squares of the groups from `begin` to before `end` around their own mean.
double scatter(const Sums& sums, const Sums& squares, std::size_t begin, std::size_t end) {
    const double sum = sums[end] - sums[begin];
    return std::max(0.0, squares[end] - squares[begin] - sum * sum / static_cast<double>(end - begin));
}

}  // namespace

bool isNoStaircase(const TrendFit& fit) {
    if (fit.size < FewestGroups) {
        return true;
    }
    Sums sums{};
    Sums squares{};
    for (std::size_t i = 0; i < fit.size; ++i) {
        sums[i + 1] = sums[i] + fit.adjusted[i];
        squares[i + 1] = squares[i] + fit.adjusted[i] * fit.adjusted[i];
    }
    Sums best{};  // of the groups before the index, with the jumps so far
    for (std::size_t end = 1; end <= fit.size; ++end) {
        best[end] = scatter(sums, squares, 0, end);
    }
    for (std::size_t jump = 0; jump < Jumps; ++jump) {
        for (std::size_t end = fit.size; end > jump + 1; --end) {
            for (std::size_t begin = jump + 1; begin < end; ++begin) {
                best[end] = std::min(best[end], best[begin] + scatter(sums, squares, begin, end));
            }
        }
    }
    return fit.line.residualSquares <= LineAgainstJumps * best[fit.size];
}

}  // namespace leaktide
