#include "engine/trend/trend_fit.h"

#include <algorithm>
#include <cmath>

namespace leaktide {
namespace {

constexpr double CountedOneByOne = 0.1;        // extra variance of items, in units of the coefficient of u
constexpr double RoundingVariance = 1.0 / 12;  // of a whole number
constexpr double Numeric = 1e-10;              // what is left of doubles after the sums
constexpr double VariesAtLeast = 0.002;        // relative spread of the rate that is worth a column
constexpr double VariesMuch = 0.15;            // … and of its square
constexpr std::size_t SquareNeeds = 10;        // groups

double xOf(const Group& group, Channel channel) {
    return channel == Channel::Mean ? group.meanX : group.floorX;
}

double yOf(const Group& group, Channel channel) {
    return channel == Channel::Mean ? group.meanY : group.floorY;
}

struct RateSpread {
    double mean = 0;
    double sd = 0;
    double requestsPerGroup = 0;
};

RateSpread rateSpread(std::span<const Group> groups) {
    RateSpread spread;
    const auto k = static_cast<double>(groups.size());
    for (const Group& group : groups) {
        spread.mean += group.rate / k;
        spread.requestsPerGroup += group.requests / k;
    }
    for (const Group& group : groups) {
        spread.sd += (group.rate - spread.mean) * (group.rate - spread.mean) / (k - 1);
    }
    spread.sd = std::sqrt(spread.sd);
    return spread;
}

std::size_t rateColumns(const RateSpread& spread, std::size_t groups) {
    if (!(spread.mean > 0) || !(spread.requestsPerGroup > 0)) {
        return 0;
    }
    const double relative = spread.sd / spread.mean;
    if (relative <= std::max(VariesAtLeast, 2 / std::sqrt(spread.requestsPerGroup))) {
        return 0;
    }
    return relative > VariesMuch && groups >= SquareNeeds ? 2 : 1;
}

// How fast the request rate itself rises over the view.
void fitRate(TrendFit& fit, const RateSpread& spread, std::span<const Group> groups) {
    std::array<double, BlockSeries::Capacity> rates{};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        rates[i] = groups[i].rate - spread.mean;
    }
    const auto rows = std::span<const DesignRow>(fit.rows).first(fit.size);
    const auto line = leastSquares(rows, std::span<const double>(rates).first(fit.size), 2);
    if (!line) {
        return;
    }
    fit.rateRise = 2 * line->coefficients[1];
    const double variance = line->residualSquares / static_cast<double>(fit.size - 2) * line->inverse[1][1];
    const double numeric = Numeric * std::max(1.0, std::abs(spread.mean));
    fit.rateRiseT = line->coefficients[1] / std::sqrt(variance + numeric * numeric);
}

struct Residuals {
    std::array<double, BlockSeries::Capacity> values{};
};

Residuals residualsOf(const Fit& model, std::span<const DesignRow> rows, std::span<const double> y) {
    Residuals residuals;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        residuals.values[i] = y[i] - model.predict(rows[i]);
    }
    return residuals;
}

// A sum of random lumps (rare big leaks, items lost by chance) is a random walk with drift. Around its line
// it has a variance of k c / 15 where the drift itself is uncertain by 0.3 k c, in units of the coefficient
// of u.
double lumpVariance(double b, double lineVariance, SignalUnit unit) {
    const double walk = 8 * lineVariance;
    return unit == SignalUnit::Items ? std::min(walk, 0.8 * std::max(b, 0.0)) : walk;
}

// Items lost by chance, one by one, are such a walk with c known: each makes a variance of its own. If the
// residuals are much smaller than that, they are lost in step with the requests (every 50th), and the slope
// is sharp.
double chanceVariance(double b, double lineVariance, SignalUnit unit) {
    if (unit == SignalUnit::Bytes || b <= 0) {
        return 0;
    }
    const double byChance = std::min(1.0, lineVariance / (2 * b / 15));
    return 0.4 * b * byChance * byChance;
}

// How much the residuals look like such a walk, 0 to 1: by their lag-1 autocorrelation.
double lumpiness(double autocorrelation) {
    constexpr double No = 0.1;
    constexpr double Yes = 0.4;
    return std::clamp((autocorrelation - No) / (Yes - No), 0.0, 1.0);
}

// How much the rate's columns widen the error of the parabola's.
double inflationOfBend(const TrendFit& fit, const Fit& parabola) {
    const std::size_t last = parabola.columns - 1;
    std::array<DesignRow, BlockSeries::Capacity> line{};
    std::array<double, BlockSeries::Capacity> squares{};
    for (std::size_t i = 0; i < fit.size; ++i) {
        line[i] = {1, fit.rows[i][1]};
        squares[i] = fit.rows[i][last];
    }
    const auto alone = leastSquares(std::span<const DesignRow>(line).first(fit.size),
                                    std::span<const double>(squares).first(fit.size), 2);
    return alone ? parabola.inverse[last][last] * alone->residualSquares : HUGE_VAL;
}

void setErrors(TrendFit& fit, const Fit& parabola, double lineAutocorrelation, SignalUnit unit,
               double smallestVariance) {
    const double r1 = fit.autocorrelation;
    const double inflation = autocorrelationInflation(r1);
    const std::size_t last = parabola.columns - 1;

    const double lineDegrees = static_cast<double>(fit.size - fit.line.columns);
    const double lineVariance = fit.line.residualSquares / lineDegrees + smallestVariance;
    const double b = fit.line.coefficients[1];
    const double oneByOne = unit == SignalUnit::Items ? CountedOneByOne * std::max(b, 0.0) : 0;
    fit.residualSd = std::sqrt(lineVariance);
    fit.smallestVariance = smallestVariance;
    fit.lineError = std::sqrt(lineVariance * inflation * fit.line.inverse[1][1] + oneByOne);
    fit.lineDegrees = effectiveDegrees(lineDegrees, r1);
    fit.slopeVariance = lineVariance * inflation * fit.line.inverse[1][1] +
                        chanceVariance(b, lineVariance, unit) +
                        lumpVariance(b, lineVariance, unit) * lumpiness(lineAutocorrelation);

    const double bendDegrees = static_cast<double>(fit.size - parabola.columns);
    const double bendVariance = parabola.residualSquares / bendDegrees + smallestVariance;
    const double slope = parabola.coefficients[1];
    const double q = slope != 0 ? -2 * parabola.coefficients[last] / slope : 0;
    const double spread =
        4 * parabola.inverse[last][last] + q * q * parabola.inverse[1][1] + 4 * q * parabola.inverse[1][last];
    fit.bend = q;
    fit.bendSd = std::sqrt(bendVariance);
    fit.bendError =
        slope != 0 ? std::sqrt(std::max(0.0, spread) * bendVariance * inflation) / std::abs(slope) : HUGE_VAL;
    fit.bendDegrees = effectiveDegrees(bendDegrees, r1);
}

// Fills the rows; false if x stands still.
bool setRows(TrendFit& fit, std::span<const Group> groups, Channel channel) {
    double low = xOf(groups.front(), channel);
    double high = low;
    for (const Group& group : groups) {
        low = std::min(low, xOf(group, channel));
        high = std::max(high, xOf(group, channel));
    }
    fit.halfRange = (high - low) / 2;
    if (!(fit.halfRange > 0)) {
        return false;
    }
    fit.middle = low + fit.halfRange;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        fit.rows[i] = fit.rowAt(xOf(groups[i], channel), groups[i].rate);
        fit.rows[i][2 + fit.rateTerms] = fit.rows[i][1] * fit.rows[i][1];
    }
    return true;
}

// What is left of y when the rate's share is taken out, and how far u is from being made of the rate.
void setAdjusted(TrendFit& fit, std::span<const double> y) {
    double meanU = 0;
    double squareU = 0;
    for (std::size_t i = 0; i < fit.size; ++i) {
        fit.adjusted[i] = y[i];
        for (std::size_t term = 0; term < fit.rateTerms; ++term) {
            fit.adjusted[i] -= fit.line.coefficients[2 + term] * fit.rows[i][2 + term];
        }
        meanU += fit.rows[i][1] / static_cast<double>(fit.size);
    }
    for (std::size_t i = 0; i < fit.size; ++i) {
        squareU += (fit.rows[i][1] - meanU) * (fit.rows[i][1] - meanU);
    }
    fit.varianceInflation = fit.line.inverse[1][1] * squareU;
}

}  // namespace

DesignRow TrendFit::rowAt(double x, double rate) const {
    const double z = rateTerms > 0 ? (rate - meanRate) / rateSd : 0;
    DesignRow row{1, (x - middle) / halfRange, 0, 0, 0};
    for (std::size_t term = 0; term < rateTerms; ++term) {
        row[2 + term] = term == 0 ? z : z * z;
    }
    return row;
}

double TrendFit::slopeError() const {
    return std::sqrt(slopeVariance) / halfRange;
}

double autocorrelationInflation(double r1) {
    return (1 + r1) / (1 - r1);
}

double effectiveDegrees(double degrees, double r1) {
    return std::max(2.0, degrees * (1 - r1) / (1 + r1));
}

double lagOneAutocorrelation(std::span<const double> residuals, double whiteVariance) {
    double own = whiteVariance * static_cast<double>(residuals.size());
    double lagged = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        own += residuals[i] * residuals[i];
        lagged += i > 0 ? residuals[i] * residuals[i - 1] : 0;
    }
    const double raw = own > 0 ? lagged / own : 0;
    return std::clamp(raw + (1 + 3 * std::max(0.0, raw)) / static_cast<double>(residuals.size()), 0.0, 0.9);
}

std::optional<TrendFit> fitTrend(std::span<const Group> groups, Channel channel, SignalUnit unit) {
    TrendFit fit;
    fit.size = groups.size();
    if (fit.size < 5) {
        return std::nullopt;
    }
    const RateSpread spread = rateSpread(groups);
    fit.meanRate = spread.mean;
    fit.rateSd = spread.sd;
    fit.rateTerms = rateColumns(spread, fit.size);
    if (!setRows(fit, groups, channel)) {
        return std::nullopt;
    }
    auto& values = fit.centred;
    for (const Group& group : groups) {
        fit.level += yOf(group, channel) / static_cast<double>(fit.size);
    }
    double largest = std::abs(fit.level);
    for (std::size_t i = 0; i < fit.size; ++i) {
        values[i] = yOf(groups[i], channel) - fit.level;
        largest = std::max(largest, std::abs(values[i]));
    }
    const auto rows = std::span<const DesignRow>(fit.rows).first(fit.size);
    const auto y = std::span<const double>(values).first(fit.size);
    const auto line = leastSquares(rows, y, 2 + fit.rateTerms);
    const auto parabola = leastSquares(rows, y, 3 + fit.rateTerms);
    if (!line || !parabola) {
        return std::nullopt;
    }
    fit.line = *line;
    const double numeric = Numeric * largest;
    const double floor = numeric * numeric + (unit == SignalUnit::Items ? RoundingVariance : 0);
    const Residuals residuals = residualsOf(*parabola, rows, y);
    fit.autocorrelation =
        lagOneAutocorrelation(std::span<const double>(residuals.values).first(fit.size), floor);
    const Residuals ofLine = residualsOf(*line, rows, y);
    const double lineAutocorrelation =
        lagOneAutocorrelation(std::span<const double>(ofLine.values).first(fit.size), floor);
    fit.bendInflation = fit.rateTerms > 0 ? inflationOfBend(fit, *parabola) : 1;
    setErrors(fit, *parabola, lineAutocorrelation, unit, floor);
    setAdjusted(fit, y);
    fitRate(fit, spread, groups);
    return fit;
}

}  // namespace leaktide
