#include "tests/bench/detector/baselines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace leaktide::bench {
namespace {

constexpr double TwoSided5 = 1.959964;
constexpr std::size_t FirstLook = 20;
constexpr std::size_t MostForPairs = 400;  // readings kept where every pair is looked at (thinned evenly)

double mannKendallZ(double s, double n, double correction) {
    const double variance = n * (n - 1) * (2 * n + 5) / 18 * correction;
    return s > 0 ? (s - 1) / std::sqrt(variance) : (s + 1) / std::sqrt(variance);
}

double signsAgainst(std::span<const double> before, double now) {
    double sum = 0;
    for (const double then : before) {
        sum += (now > then) - (now < then);
    }
    return sum;
}

std::vector<double> thinned(std::span<const double> values, std::size_t most) {
    std::vector<double> kept;
    const std::size_t step = (values.size() + most - 1) / most;
    for (std::size_t i = 0; i < values.size(); i += std::max<std::size_t>(1, step)) {
        kept.push_back(values[i]);
    }
    return kept;
}

double theilSen(std::span<const double> x, std::span<const double> y) {
    std::vector<double> slopes;
    for (std::size_t i = 0; i < y.size(); ++i) {
        for (std::size_t j = i + 1; j < y.size(); ++j) {
            if (x[j] > x[i]) {
                slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
            }
        }
    }
    if (slopes.empty()) {
        return 0;
    }
    const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
    std::nth_element(slopes.begin(), middle, slopes.end());
    return *middle;
}

// n / n*: how much the variance of S grows by the serial correlation of the detrended series.
double yueWangCorrection(std::span<const double> x, std::span<const double> y) {
    const double slope = theilSen(thinned(x, MostForPairs), thinned(y, MostForPairs));
    std::vector<double> rest(y.size());
    double mean = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        rest[i] = y[i] - slope * x[i];
        mean += rest[i] / static_cast<double>(y.size());
    }
    double variance = 0;
    for (double& value : rest) {
        value -= mean;
        variance += value * value;
    }
    const auto n = static_cast<double>(y.size());
    double correction = 1;
    for (std::size_t lag = 1; lag < y.size() / 4 && variance > 0; ++lag) {
        double product = 0;
        for (std::size_t i = lag; i < y.size(); ++i) {
            product += rest[i] * rest[i - lag];
        }
        const double rho = product / variance;
        if (std::abs(rho) > TwoSided5 / std::sqrt(n)) {
            correction += 2 * (1 - static_cast<double>(lag) / n) * rho;
        }
    }
    return std::max(correction, 0.01);
}

struct Line {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    void add(double x, double y) {
        n += 1;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
    }
    [[nodiscard]] double r() const {
        const double cxx = sxx - sx * sx / n;
        const double cyy = syy - sy * sy / n;
        return cxx > 0 && cyy > 0 ? (sxy - sx * sy / n) / std::sqrt(cxx * cyy) : 0;
    }
};

bool risesWithR2(std::span<const double> x, std::span<const double> y) {
    Line line;
    const std::size_t every = std::max<std::size_t>(1, y.size() / 100);
    for (std::size_t i = 0; i < y.size(); ++i) {
        line.add(x[i] / x.back(), y[i] / std::max(1.0, std::abs(y.front())));
        if (i >= FirstLook && i % every == 0 && line.r() > std::sqrt(0.8)) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::array<bool, BaselineNames.size()> judgeByBaselines(std::span<const double> allX,
                                                        std::span<const double> allY) {
    const std::size_t skip = allY.size() / 20;
    const auto x = allX.subspan(skip);
    const auto y = allY.subspan(skip);
    const auto n = static_cast<double>(y.size());
    bool each = false;
    double s = 0;
    Line line;
    for (std::size_t i = 0; i < y.size(); ++i) {
        s += signsAgainst(y.first(i), y[i]);
        line.add(x[i] / x.back(), y[i] / std::max(1.0, std::abs(y.front())));
        each = each || (i + 1 >= FirstLook && mannKendallZ(s, static_cast<double>(i) + 1, 1) > TwoSided5);
    }
    const double correlation = line.r();
    const double t = correlation * std::sqrt((n - 2) / std::max(1e-12, 1 - correlation * correlation));
    const auto thinX = thinned(x, MostForPairs);
    const auto thinY = thinned(y, MostForPairs);
    double level = 0;
    for (const double value : y) {
        level += std::abs(value) / n;
    }
    const double growth = theilSen(thinX, thinY) * (x.back() - x.front());
    return {each,
            mannKendallZ(s, n, 1) > TwoSided5,
            mannKendallZ(s, n, yueWangCorrection(x, y)) > TwoSided5,
            t > TwoSided5,
            risesWithR2(x, y),
            growth > 0.05 * level};
}

}  // namespace leaktide::bench
