#include "engine/trend/gates.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/trend/student_t.h"

namespace leaktide {
namespace {

constexpr double RiseOverNoise = 3;       // the rise in residual sd
constexpr double LargestDrawdown = 0.35;  // of the rise
constexpr double LineAgainstStep = 0.6;   // residual squares of the line, of those of the best step
constexpr double LoadRisesT = 2.5;        // t of the request rate's own trend
constexpr double LoadToldApart = 3;       // variance inflation up to which rate and requests are told apart
constexpr double BendToldApart = 4;       // variance inflation up to which the rate could not pass for a bend
constexpr double CurvatureChance = 0.05;

}  // namespace

bool isSignificant(const TrendFit& fit, double chance) {
    const double b = fit.line.coefficients[1];
    return b > 0 && b > fit.lineError * studentUpper(chance, fit.lineDegrees);
}

bool isMaterial(const TrendFit& fit, const TrendSettings& settings) {
    const double least = std::max(
        {settings.absoluteRise, settings.relativeRise * std::abs(fit.level), RiseOverNoise * fit.residualSd});
    return fit.rise() > least;
}

double largestDrawdown(const TrendFit& fit) {
    double highest = fit.adjusted[0];
    double drawdown = 0;
    for (std::size_t i = 1; i < fit.size; ++i) {
        highest = std::max(highest, fit.adjusted[i]);
        drawdown = std::max(drawdown, highest - fit.adjusted[i]);
    }
    return drawdown;
}

bool isSteady(const TrendFit& fit) {
    return largestDrawdown(fit) <= LargestDrawdown * fit.rise();
}

bool isNoStep(const TrendFit& fit) {
    double total = 0;
    double totalSquares = 0;
    for (std::size_t i = 0; i < fit.size; ++i) {
        total += fit.adjusted[i];
        totalSquares += fit.adjusted[i] * fit.adjusted[i];
    }
    double before = 0;
    double best = HUGE_VAL;
    for (std::size_t i = 1; i < fit.size; ++i) {
        before += fit.adjusted[i - 1];
        const double after = total - before;
        const auto left = static_cast<double>(i);
        const auto right = static_cast<double>(fit.size - i);
        best = std::min(best, totalSquares - before * before / left - after * after / right);
    }
    return fit.line.residualSquares <= LineAgainstStep * best;
}

double warmUpBend(double window, double loads) {
    return std::tanh(window / (2 * loads));
}

bool isNotBending(const TrendFit& fit, double window) {
    return fit.bend <= warmUpBend(window, 1);
}

bool excludesWarmUp(const TrendFit& fit, double window, const TrendSettings& settings) {
    const double upper = fit.bend + studentUpper(settings.shapeChance, fit.bendDegrees) * fit.bendError;
    return upper < warmUpBend(window, settings.warmUpFactor) && fit.bendInflation < BendToldApart;
}

bool showsCurvature(const TrendFit& fit) {
    return std::abs(fit.bend) >= studentUpper(CurvatureChance, fit.bendDegrees) * fit.bendError;
}

bool couldBeTheLoad(const TrendFit& fit, std::optional<double> idleLevel) {
    if (fit.rateRiseT <= LoadRisesT || fit.meanRate <= 0) {
        return false;
    }
    if (fit.rateTerms > 0 && fit.varianceInflation <= LoadToldApart) {
        return false;
    }
    const double relative = fit.rateRise / fit.meanRate;
    return fit.rise() <= 2 * relative * (fit.level - idleLevel.value_or(0));
}

}  // namespace leaktide
