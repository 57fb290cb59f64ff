// One line chart over the time of a run as inline SVG: phases shaded, axes with round numbers, no script.
// Colours are left to the page's style sheet (classes line-0, line-1, …, phase, grid, axis). Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/store/run_record.h"

namespace leaktide {

struct ChartPoint {
    double tS = 0;
    std::optional<double> value;  // unset: a gap in the line
};

struct ChartLine {
    std::string label;
    std::vector<ChartPoint> points;
};

struct Chart {
    std::string title;
    std::string (*format)(double) = nullptr;  // a value for the y axis
    double stepBase = 10;                     // 10: steps of 1, 2, 5; 2: steps of powers of two (bytes)
    double endS = 0;
    std::vector<PhaseSpan> phases;
    std::vector<ChartLine> lines;
    std::optional<double> limit;  // drawn as a ceiling when it is near, else named at the top edge
};

std::string svgChart(const Chart& chart);

}  // namespace leaktide
