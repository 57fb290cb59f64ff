// What others use to call a rising line a leak, judged on the load readings only, the first 5 % spared.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace leaktide::bench {

enum class Baseline {
    MannKendallEach,  // after each reading from the 20th, alpha 0.05 two-sided, upward
    MannKendallEnd,   // once
    YueWang,          // once, variance corrected for autocorrelation (Yue and Wang 2004)
    LeastSquares,     // slope > 0, t at 0.05, once
    RSquared,         // slope > 0 and R^2 >= 0.8, each 1 %
    TheilSen,         // median slope > 0 with growth above 5 % of the level, once
};

constexpr std::array<std::string_view, 6> BaselineNames{"MK each", "MK end",    "Yue-Wang",
                                                        "OLS",     "R2 >= 0.8", "Theil-Sen 5 %"};

std::array<bool, BaselineNames.size()> judgeByBaselines(std::span<const double> x, std::span<const double> y);

}  // namespace leaktide::bench
