// Least squares of a series whose level wanders by itself: beside the columns there is a random walk, and
// noise of each reading on top of it. How much of the one and of the other is found by likelihood; so the
// same fit serves a counter that is exact (all is in the levels) and a heap that drifts (all is in the
// steps). Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace leaktide {

struct DriftingRow {
    bool begins = false;  // the level may be anything here: the first of a stretch
    double y = 0;
    std::vector<double> columns;
};

struct DriftingFit {
    std::vector<double> coefficients;
    std::vector<double> errors;  // standard, allowing for what autocorrelation is left
    double degrees = 0;
};

// Nothing where the columns are not independent, or too few rows.
std::optional<DriftingFit> fitDrifting(const std::vector<DriftingRow>& rows);

}  // namespace leaktide
