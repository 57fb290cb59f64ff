#include "engine/trend/drifting_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leaktide {

namespace {

// Steps of the walk against noise of the readings. The least is not 0: a level never is quite still.
constexpr std::array<double, 11> Drifts{1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 10, 100, 1e4};
constexpr double Dependent = 1e-9;  // of a column's square, left beside those before it
constexpr double FewestDegrees = 4;

using Matrix = std::vector<std::vector<double>>;

// What the level before does not foretell, in units of its own uncertainty: as independent as noise.
struct Innovations {
    Matrix rows;  // the columns, then y
    double lnVariances = 0;
};

Innovations filtered(const std::vector<DriftingRow>& rows, double drift) {
    Innovations result;
    std::vector<double> level;
    double variance = 0;
    for (const DriftingRow& row : rows) {
        std::vector<double> now = row.columns;
        now.push_back(row.y);
        if (row.begins || level.empty()) {
            level = now;
            variance = 1;
            continue;
        }
        const double foretold = variance + drift;
        const double whole = foretold + 1;
        const double gain = foretold / whole;
        std::vector<double> fresh(now.size());
        for (std::size_t i = 0; i < now.size(); ++i) {
            const double innovation = now[i] - level[i];
            level[i] += gain * innovation;
            fresh[i] = innovation / std::sqrt(whole);
        }
        variance = foretold * (1 - gain);
        result.lnVariances += std::log(whole);
        result.rows.push_back(std::move(fresh));
    }
    return result;
}

// Normal equations of columns scaled to length 1, by Cholesky.
struct Solved {
    std::vector<double> coefficients;
    std::vector<double> unscaledErrors;
    double squares = 0;  // of the residuals
    std::vector<double> residuals;
};

bool decompose(Matrix& a) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i][j];
            for (std::size_t k = 0; k < j; ++k) {
                sum -= a[i][k] * a[j][k];
            }
            if (i != j) {
                a[i][j] = sum / a[j][j];
            } else if (sum > Dependent) {
                a[i][i] = std::sqrt(sum);
            } else {
                return false;
            }
        }
    }
    return true;
}

std::vector<double> solveWith(const Matrix& root, std::vector<double> right) {
    const std::size_t n = root.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            right[i] -= root[i][k] * right[k];
        }
        right[i] /= root[i][i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) {
            right[i] -= root[k][i] * right[k];
        }
        right[i] /= root[i][i];
    }
    return right;
}

std::optional<Solved> solve(const Matrix& rows, std::size_t columns) {
    std::vector<double> lengths(columns);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns; ++i) {
            lengths[i] += row[i] * row[i];
        }
    }
    Matrix normal(columns, std::vector<double>(columns));
    std::vector<double> right(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        lengths[i] = std::sqrt(lengths[i]);
        if (!(lengths[i] > 0)) {
            return std::nullopt;
        }
    }
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns; ++i) {
            for (std::size_t j = 0; j <= i; ++j) {
                normal[i][j] += row[i] / lengths[i] * row[j] / lengths[j];
            }
            right[i] += row[i] / lengths[i] * row[columns];
        }
    }
    if (!decompose(normal)) {
        return std::nullopt;
    }
    Solved solved{.coefficients = solveWith(normal, right), .unscaledErrors = {}, .residuals = {}};
    for (std::size_t i = 0; i < columns; ++i) {
        std::vector<double> unit(columns);
        unit[i] = 1;
        solved.unscaledErrors.push_back(std::sqrt(solveWith(normal, unit)[i]) / lengths[i]);
        solved.coefficients[i] /= lengths[i];
    }
    for (const auto& row : rows) {
        double residual = row[columns];
        for (std::size_t i = 0; i < columns; ++i) {
            residual -= solved.coefficients[i] * row[i];
        }
        solved.squares += residual * residual;
        solved.residuals.push_back(residual);
    }
    return solved;
}

// Of neighbours, never below 0: what the walk has not taken up widens every error.
double autocorrelationOf(const Solved& solved) {
    double sum = 0;
    for (std::size_t i = 1; i < solved.residuals.size(); ++i) {
        sum += solved.residuals[i] * solved.residuals[i - 1];
    }
    return solved.squares > 0 ? std::clamp(sum / solved.squares, 0.0, 0.9) : 0;
}

}  // namespace

std::optional<DriftingFit> fitDrifting(const std::vector<DriftingRow>& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    const std::size_t columns = rows.front().columns.size();
    std::optional<DriftingFit> best;
    double bestMisfit = 0;
    for (const double drift : Drifts) {
        const Innovations innovations = filtered(rows, drift);
        const double size = static_cast<double>(innovations.rows.size());
        const double degrees = size - static_cast<double>(columns);
        if (degrees < FewestDegrees) {
            return std::nullopt;
        }
        const auto solved = solve(innovations.rows, columns);
        if (!solved) {
            continue;
        }
        const double tiny = 1e-30;
        const double misfit = size * std::log(solved->squares / size + tiny) + innovations.lnVariances;
        if (best && misfit >= bestMisfit) {
            continue;
        }
        bestMisfit = misfit;
        const double r = autocorrelationOf(*solved);
        const double sd = std::sqrt(solved->squares / degrees * (1 + r) / (1 - r));
        best = DriftingFit{.coefficients = solved->coefficients,
                           .errors = solved->unscaledErrors,
                           .degrees = std::max(2.0, degrees * (1 - r) / (1 + r))};
        for (double& error : best->errors) {
            error *= sd;
        }
    }
    return best;
}

}  // namespace leaktide
