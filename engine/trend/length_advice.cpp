#include "engine/trend/length_advice.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace leaktide {
namespace {

constexpr std::size_t FewestPoints = 5;
constexpr double NormalFromMedian = 1.4826;  // sd of a normal, from the median of its absolute values
// Growth of g sd per reading is seen after n readings once g * n^1.5 reaches this: measured, g = 0.01 is
// named after about 419 readings in the median while the load runs (docs/leak_method.md), some sooner at its
// end.
constexpr double GrowthTimesReadings = 0.01 * 8000;
constexpr double RiseOverNoise = 3;

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

std::optional<RestNoise> restNoiseOf(std::span<const SignalPoint> atRest) {
    if (atRest.size() < FewestPoints) {
        return std::nullopt;
    }
    std::vector<double> values;
    std::vector<double> steps;
    for (const SignalPoint& point : atRest) {
        if (!values.empty()) {
            steps.push_back(std::abs(point.value - values.back()));
        }
        values.push_back(point.value);
    }
    return RestNoise{.level = medianOf(values), .sd = NormalFromMedian * medianOf(steps) / std::sqrt(2.0)};
}

std::optional<double> secondsToShow(const RestNoise& noise, const LoadPace& pace, double perRequest,
                                    const TrendSettings& settings) {
    const double perReading = pace.readingsPerS > 0 ? perRequest * pace.requestsPerS / pace.readingsPerS : 0;
    if (perReading <= 0) {
        return std::nullopt;
    }
    const double aboveNoise = std::pow(GrowthTimesReadings * noise.sd / perReading, 2.0 / 3);
    const double rise = std::max(
        {settings.absoluteRise, settings.relativeRise * std::abs(noise.level), RiseOverNoise * noise.sd});
    const double readings =
        std::max({static_cast<double>(settings.minReadings), aboveNoise, rise / perReading});
    return readings / pace.readingsPerS;
}

double wantedLeak(SignalUnit unit) {
    return unit == SignalUnit::Bytes ? 1024 : 1;
}

}  // namespace leaktide
