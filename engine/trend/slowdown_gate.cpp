// "Has it begun to stop?": a line with a kink somewhere in its newer part, against the straight one.
#include <algorithm>
#include <cmath>

#include "engine/trend/gates.h"

namespace leaktide {
namespace {

constexpr double EarliestKink = 0.4;   // of the groups; an earlier one is the shape of the whole window
constexpr double LatestKink = 0.9;     // later ones rest on too few groups
constexpr double BeyondDoubt = 3.5;    // t of the kink, the best of all places
constexpr double SlowerBy = 0.5;       // growth after it, of that before
constexpr double LeastSquare = 1e-12;  // of the kink's column: below it is made of the others

struct Kink {
    double t = 0;
    double before = 0, after = 0;  // growth in units of u
};

// The kink's column is zero up to group `at`, then rises with u. Only its share that the line's columns
// cannot explain tells anything, so it is fitted to the line's residuals.
Kink kinkAt(const TrendFit& fit, std::size_t at) {
    const std::size_t columns = fit.line.columns;
    const auto column = [&](std::size_t i) { return std::max(0.0, fit.rows[i][1] - fit.rows[at][1]); };
    DesignRow moments{};
    for (std::size_t i = at; i < fit.size; ++i) {
        for (std::size_t c = 0; c < columns; ++c) {
            moments[c] += column(i) * fit.rows[i][c];
        }
    }
    Fit explained{.columns = columns};  // of the column, by the line's
    for (std::size_t a = 0; a < columns; ++a) {
        for (std::size_t b = 0; b < columns; ++b) {
            explained.coefficients[a] += fit.line.inverse[a][b] * moments[b];
        }
    }
    double own = 0;
    double shared = 0;
    for (std::size_t i = 0; i < fit.size; ++i) {
        const double left = column(i) - explained.predict(fit.rows[i]);
        const double straight = fit.line.coefficients[0] + fit.line.coefficients[1] * fit.rows[i][1];
        own += left * left;
        shared += left * (fit.adjusted[i] - straight);
    }
    if (!(own > LeastSquare)) {
        return {};
    }
    const double change = shared / own;
    const double degrees = static_cast<double>(fit.size - columns - 1);
    const double squares = std::max(0.0, fit.line.residualSquares - shared * shared / own);
    const double variance =
        squares / degrees * autocorrelationInflation(fit.autocorrelation) / own + fit.smallestVariance / own;
    const double before = fit.line.coefficients[1] - change * explained.coefficients[1];
    return {.t = change / std::sqrt(variance), .before = before, .after = before + change};
}

}  // namespace

bool isNotSlowing(const TrendFit& fit) {
    const auto groups = static_cast<double>(fit.size);
    const auto first = static_cast<std::size_t>(EarliestKink * groups);
    const auto last = std::min(static_cast<std::size_t>(LatestKink * groups), fit.size - 2);
    for (std::size_t at = first; at <= last; ++at) {
        const Kink kink = kinkAt(fit, at);
        if (kink.t < -BeyondDoubt && kink.after < SlowerBy * kink.before) {
            return false;
        }
    }
    return true;
}

}  // namespace leaktide
