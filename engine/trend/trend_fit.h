// The line and the parabola through the groups of one view, with the request rate beside them, so that growth
// with requests is told from growth with the rate; errors allow for autocorrelated noise.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "engine/measure/signal.h"
#include "engine/trend/groups.h"
#include "engine/trend/least_squares.h"

namespace leaktide {

enum class Channel {
    Mean,   // the average of a group
    Floor,  // its smallest reading: under a saw-tooth that is what lives
};

// Columns of a design row: 1, u (x scaled to [-1, 1]), rate and rate squared (standardised), u
// squared. The last is not in the line.
struct TrendFit {
    std::size_t size = 0;
    std::array<DesignRow, BlockSeries::Capacity> rows{};
    std::array<double, BlockSeries::Capacity> centred{};   // y without its mean
    std::array<double, BlockSeries::Capacity> adjusted{};  // y without the rate's share, centred
    double level = 0;                                      // mean of y
    double halfRange = 0;                                  // x from the middle to an end
    double middle = 0;                                     // x where u is 0
    std::size_t rateTerms = 0;                             // columns that hold the rate
    double varianceInflation = 1;                          // of u against the rate: large if the load ramps
    double meanRate = 0;
    double rateSd = 0;
    double rateRise = 0;  // over the view, requests per second
    double rateRiseT = 0;

    Fit line;
    double lineError = 0;  // standard error of the line's coefficient of u
    double lineDegrees = 2;
    double residualSd = 0;        // of the line
    double smallestVariance = 0;  // of a residual: rounding
    double slopeVariance = 0;  // of the coefficient of u for an interval: allows for growth in random lumps

    double autocorrelation = 0;  // lag 1, of the parabola's residuals
    double bend = 0;             // q: 0 is straight, 1 has stopped
    double bendError = 0;
    double bendDegrees = 2;
    double bendInflation = 1;  // of its variance by the rate: large if the rate itself bends as growth would
    double bendSd = 0;         // of the residuals of the parabola

    // The design row of a place outside the view, without the parabola's column.
    [[nodiscard]] DesignRow rowAt(double x, double rate) const;
    [[nodiscard]] double rise() const { return 2 * line.coefficients[1]; }
    [[nodiscard]] double slope() const { return line.coefficients[1] / halfRange; }
    // For an interval; a test of growth uses lineError.
    [[nodiscard]] double slopeError() const;
};

// Variance and degrees of freedom shrink as if only every so many residuals counted.
double autocorrelationInflation(double r1);
double effectiveDegrees(double degrees, double r1);
// Lag-1 autocorrelation, corrected for the bias of few residuals, in [0, 0.9]. `whiteVariance` is what each
// residual has at least (rounding): it has no memory, and keeps an exact line from showing one.
double lagOneAutocorrelation(std::span<const double> residuals, double whiteVariance);

// Nothing if x stands still or the columns cannot be told apart.
std::optional<TrendFit> fitTrend(std::span<const Group> groups, Channel channel, SignalUnit unit);

}  // namespace leaktide
