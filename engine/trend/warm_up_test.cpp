#include "engine/trend/warm_up_test.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/trend/student_t.h"

namespace leaktide {
namespace {

constexpr std::size_t FewestGroups = 12;
constexpr double BetterThanALine = 1.5;
constexpr double NothingAgainstIt = 0.4;
// Time constants as shares of the load; the settings' factor is the last. Two neighbours together stand for
// those between.
constexpr std::array<double, 7> QuickTimes{0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1.2};
constexpr std::size_t Times = QuickTimes.size() + 1;

using Column = std::array<double, BlockSeries::Capacity>;

// The readings explained by one shape or two, the rate beside them. Residual squares; nothing if the shapes
// cannot be told apart.
class Shapes {
public:
    explicit Shapes(const TrendFit& whole) : m_whole(whole) {}

    std::optional<Fit> fit(const Column& first, const Column* second) {
        const std::size_t shapes = second != nullptr ? 2 : 1;
        for (std::size_t i = 0; i < m_whole.size; ++i) {
            m_rows[i] = {1, first[i], second != nullptr ? (*second)[i] : 0};
            for (std::size_t term = 0; term < m_whole.rateTerms; ++term) {
                m_rows[i][1 + shapes + term] = m_whole.rows[i][2 + term];
            }
        }
        return leastSquares(std::span<const DesignRow>(m_rows).first(m_whole.size),
                            std::span<const double>(m_whole.centred).first(m_whole.size),
                            1 + shapes + m_whole.rateTerms);
    }

    // Of a warm-up: it must rise.
    double squaresRising(const Column& first, const Column* second) {
        const auto found = fit(first, second);
        const bool rises =
            found && found->coefficients[1] >= 0 && (second == nullptr || found->coefficients[2] >= 0);
        return rises ? found->residualSquares : HUGE_VAL;
    }

private:
    const TrendFit& m_whole;
    std::array<DesignRow, BlockSeries::Capacity> m_rows{};
};

Column warmUpColumn(const TrendFit& whole, double time) {
    Column column{};
    for (std::size_t i = 0; i < whole.size; ++i) {
        column[i] = -std::expm1(-(whole.rows[i][1] + 1) / 2 / time);
    }
    return column;
}

}  // namespace

bool WarmUpTest::speaksForWarmUp() const {
    return goesOn <= needed && (stops >= BetterThanALine || goesOn <= NothingAgainstIt);
}

WarmUpTest testForWarmUp(const TrendFit& whole, const TrendSettings& settings) {
    if (whole.size < FewestGroups) {
        return {.goesOn = HUGE_VAL};
    }
    Column line{};
    Column square{};
    for (std::size_t i = 0; i < whole.size; ++i) {
        line[i] = whole.rows[i][1];
        square[i] = line[i] * line[i];
    }
    Shapes shapes(whole);
    double stopping = HUGE_VAL;
    double goingOn = HUGE_VAL;
    const auto offer = [&](const Column& second) {
        if (const auto fit = shapes.fit(line, &second)) {
            goingOn = std::min(goingOn, fit->residualSquares);
        }
    };
    offer(square);
    Column quicker{};
    for (std::size_t i = 0; i < Times; ++i) {
        const Column slower =
            warmUpColumn(whole, i < QuickTimes.size() ? QuickTimes[i] : settings.warmUpFactor);
        offer(slower);
        stopping = std::min({stopping, shapes.squaresRising(slower, nullptr),
                             i > 0 ? shapes.squaresRising(slower, &quicker) : HUGE_VAL});
        quicker = slower;
    }
    if (!std::isfinite(goingOn) || !std::isfinite(stopping)) {
        return {.goesOn = HUGE_VAL};  // the rates of the load leave no shape to be told
    }
    const double degrees = static_cast<double>(whole.size - 3 - whole.rateTerms);
    const double variance = goingOn / degrees + whole.smallestVariance;
    const auto inErrors = [variance](double squares) { return std::sqrt(std::max(0.0, squares) / variance); };
    return {.goesOn = inErrors(stopping - goingOn),
            .stops = inErrors(whole.line.residualSquares - stopping),
            .needed = studentUpper(settings.warmUpChance, degrees)};
}

}  // namespace leaktide
