#include "engine/trend/student_t.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>

namespace leaktide {
namespace {

// Rows: ln(chance), from 1e-9 to 0.25. Columns: 1 / degrees, from 0 to 1/2. Cells: ln(t), smooth in both.
constexpr std::size_t Rows = 41;
constexpr std::size_t Columns = 33;
const double LnLow = std::log(1e-9);
const double LnHigh = std::log(0.25);

using Table = std::array<std::array<double, Columns>, Rows>;

double exactUpper(double chance, double inverseDegrees) {
    namespace bm = boost::math;
    if (inverseDegrees <= 0) {
        return bm::quantile(bm::complement(bm::normal(), chance));
    }
    return bm::quantile(bm::complement(bm::students_t(1 / inverseDegrees), chance));
}

Table makeTable() {
    Table table{};
    for (std::size_t row = 0; row < Rows; ++row) {
        const double ln = LnLow + (LnHigh - LnLow) * static_cast<double>(row) / (Rows - 1);
        for (std::size_t column = 0; column < Columns; ++column) {
            const double inverse = 0.5 * static_cast<double>(column) / (Columns - 1);
            table[row][column] = std::log(exactUpper(std::exp(ln), inverse));
        }
    }
    return table;
}

}  // namespace

double studentUpper(double chance, double degrees) {
    static const Table LnQuantiles = makeTable();
    const double ln = std::clamp(std::log(std::max(chance, 1e-300)), LnLow, LnHigh);
    const double row = (ln - LnLow) / (LnHigh - LnLow) * (Rows - 1);
    const double column = 2 * (Columns - 1) / std::max(degrees, 2.0);
    const auto r = std::min(static_cast<std::size_t>(row), Rows - 2);
    const auto c = std::min(static_cast<std::size_t>(column), Columns - 2);
    const double fr = row - static_cast<double>(r);
    const double fc = column - static_cast<double>(c);
    const auto& t = LnQuantiles;
    const double low = t[r][c] + fc * (t[r][c + 1] - t[r][c]);
    const double high = t[r + 1][c] + fc * (t[r + 1][c + 1] - t[r + 1][c]);
    return std::exp(low + fr * (high - low));
}

}  // namespace leaktide
