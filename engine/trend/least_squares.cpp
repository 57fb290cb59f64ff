#include "engine/trend/least_squares.h"

#include <cmath>

namespace leaktide {
namespace {

constexpr double SmallestPivot = 1e-9;  // of a column's own square: below it the columns are one

using Matrix = std::array<DesignRow, MaxColumns>;

struct NormalEquations {
    Matrix xx{};
    DesignRow xy{};
};

NormalEquations accumulate(std::span<const DesignRow> rows, std::span<const double> y, std::size_t columns) {
    NormalEquations normal;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < columns; ++i) {
            normal.xy[i] += rows[r][i] * y[r];
            for (std::size_t j = 0; j <= i; ++j) {
                normal.xx[i][j] += rows[r][i] * rows[r][j];
            }
        }
    }
    return normal;
}

// Lower triangle L of L L' = a, in place. False if `a` is not safely positive definite.
bool cholesky(Matrix& a, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j) {
        const double own = a[j][j];
        double pivot = own;
        for (std::size_t k = 0; k < j; ++k) {
            pivot -= a[j][k] * a[j][k];
        }
        if (!(pivot > SmallestPivot * own) || !std::isfinite(pivot)) {
            return false;
        }
        a[j][j] = std::sqrt(pivot);
        for (std::size_t i = j + 1; i < n; ++i) {
            double sum = a[i][j];
            for (std::size_t k = 0; k < j; ++k) {
                sum -= a[i][k] * a[j][k];
            }
            a[i][j] = sum / a[j][j];
        }
    }
    return true;
}

// (L L')^-1 = L'^-1 L^-1.
Matrix invert(const Matrix& l, std::size_t n) {
    Matrix lower{};
    for (std::size_t j = 0; j < n; ++j) {
        lower[j][j] = 1 / l[j][j];
        for (std::size_t i = j + 1; i < n; ++i) {
            double sum = 0;
            for (std::size_t k = j; k < i; ++k) {
                sum -= l[i][k] * lower[k][j];
            }
            lower[i][j] = sum / l[i][i];
        }
    }
    Matrix inverse{};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (std::size_t k = i; k < n; ++k) {
                sum += lower[k][i] * lower[k][j];
            }
            inverse[i][j] = sum;
            inverse[j][i] = sum;
        }
    }
    return inverse;
}

}  // namespace

double Fit::predict(const DesignRow& row) const {
    double sum = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        sum += coefficients[i] * row[i];
    }
    return sum;
}

double Fit::unscaledVariance(const DesignRow& row) const {
    double sum = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            sum += row[i] * inverse[i][j] * row[j];
        }
    }
    return sum;
}

std::optional<Fit> leastSquares(std::span<const DesignRow> rows, std::span<const double> y,
                                std::size_t columns) {
    if (rows.size() <= columns) {
        return std::nullopt;
    }
    NormalEquations normal = accumulate(rows, y, columns);
    if (!cholesky(normal.xx, columns)) {
        return std::nullopt;
    }
    Fit fit;
    fit.columns = columns;
    fit.inverse = invert(normal.xx, columns);
    for (std::size_t i = 0; i < columns; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            fit.coefficients[i] += fit.inverse[i][j] * normal.xy[j];
        }
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const double residual = y[r] - fit.predict(rows[r]);
        fit.residualSquares += residual * residual;
    }
    return fit;
}

}  // namespace leaktide
