// Ordinary least squares for a few columns, by the normal equations and Cholesky. Columns must be of similar
// size (they are scaled to about [-1, 1] here), so that this is well conditioned.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace leaktide {

constexpr std::size_t MaxColumns = 5;
using DesignRow = std::array<double, MaxColumns>;

struct Fit {
    std::size_t columns = 0;
    DesignRow coefficients{};
    std::array<DesignRow, MaxColumns> inverse{};  // of X'X
    double residualSquares = 0;
    [[nodiscard]] double predict(const DesignRow& row) const;
    [[nodiscard]] double unscaledVariance(const DesignRow& row) const;  // row' (X'X)^-1 row
};

// Uses the first `columns` entries of each row. Nothing if the columns are not independent, or too few rows.
std::optional<Fit> leastSquares(std::span<const DesignRow> rows, std::span<const double> y,
                                std::size_t columns);

}  // namespace leaktide
