#include "engine/report/svg_chart.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"
#include "engine/report/markup.h"

namespace leaktide {

namespace {

constexpr double Width = 720;
constexpr double Height = 200;
constexpr double Left = 78;
constexpr double Right = 10;
constexpr double Top = 8;
constexpr double Bottom = 24;
constexpr std::size_t MostPoints = 1200;  // a line of more would only be a larger file

// The plot's range in data and its place on the drawing.
struct Frame {
    double endS = 1;
    double low = 0;
    double high = 1;
    double step = 1;

    [[nodiscard]] std::string x(double tS) const {
        return formatFixed(Left + (Width - Left - Right) * std::clamp(tS / endS, 0.0, 1.0), 1);
    }
    [[nodiscard]] std::string y(double value) const {
        return formatFixed(Top + (Height - Top - Bottom) * (1 - (value - low) / (high - low)), 1);
    }
};

// The smallest round step that cuts `range` into at most `most` parts.
double roundStep(double range, int most, double base) {
    const double least = std::max(range / most, 1e-12);
    if (base == 2) {
        return std::exp2(std::ceil(std::log2(least)));
    }
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

// Keeps the lowest and the highest of each stretch, so that no spike is lost.
std::vector<ChartPoint> thinned(const std::vector<ChartPoint>& points) {
    if (points.size() <= MostPoints) {
        return points;
    }
    std::vector<ChartPoint> kept;
    const std::size_t stretch = points.size() / (MostPoints / 2) + 1;
    for (std::size_t from = 0; from < points.size(); from += stretch) {
        const auto first = points.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last =
            points.begin() + static_cast<std::ptrdiff_t>(std::min(from + stretch, points.size()));
        const auto gap = std::find_if(first, last, [](const ChartPoint& p) { return !p.value; });
        if (gap != last) {
            kept.push_back(*gap);
            continue;
        }
        const auto [low, high] = std::minmax_element(
            first, last, [](const ChartPoint& a, const ChartPoint& b) { return *a.value < *b.value; });
        kept.push_back(low < high ? *low : *high);
        kept.push_back(low < high ? *high : *low);
    }
    return kept;
}

Frame frameOf(const Chart& chart) {
    std::optional<double> low;
    std::optional<double> high;
    for (const ChartLine& line : chart.lines) {
        for (const ChartPoint& point : line.points) {
            if (point.value && std::isfinite(*point.value)) {
                low = std::min(low.value_or(*point.value), *point.value);
                high = std::max(high.value_or(*point.value), *point.value);
            }
        }
    }
    Frame frame;
    frame.endS = std::max(chart.endS, 1e-3);
    if (chart.limit && high && *chart.limit < 2 * *high) {
        high = std::max(*high, *chart.limit);
    }
    const double top = std::max(high.value_or(1), 0.0);
    // A gauge far above zero that hardly moves is drawn from near its lowest value, or its movement is lost.
    const double bottom =
        low && *low > 0.6 * top ? *low - 0.5 * (top - *low) : std::min(low.value_or(0), 0.0);
    frame.step = roundStep(std::max(top - bottom, 1e-9), 4, chart.stepBase);
    frame.low = std::floor(bottom / frame.step) * frame.step;
    frame.high = std::max(std::ceil(top / frame.step) * frame.step, frame.low + frame.step);
    return frame;
}

std::string phaseBands(const Chart& chart, const Frame& frame) {
    std::string text;
    for (const PhaseSpan& span : chart.phases) {
        const std::string name(nameOf(span.phase));
        const double width = (Width - Left - Right) * (span.toS - span.fromS) / frame.endS;
        text.append("<rect class=\"phase ").append(name);
        text.append("\" x=\"").append(frame.x(span.fromS)).append("\" y=\"").append(formatFixed(Top, 0));
        text.append("\" width=\"").append(formatFixed(std::max(0.0, width), 1));
        text.append("\" height=\"").append(formatFixed(Height - Top - Bottom, 0));
        text.append("\"><title>").append(name).append("</title></rect>");
    }
    return text;
}

std::string axes(const Chart& chart, const Frame& frame) {
    std::string text;
    const auto steps = static_cast<int>(std::lround((frame.high - frame.low) / frame.step));
    for (int i = 0; i <= std::min(steps, 20); ++i) {
        const double value = frame.low + i * frame.step;
        text += "<line class=\"grid\" x1=\"" + formatFixed(Left, 0) + "\" x2=\"" +
                formatFixed(Width - Right, 0) + "\" y1=\"" + frame.y(value) + "\" y2=\"" + frame.y(value) +
                "\"/><text class=\"axis\" text-anchor=\"end\" x=\"" + formatFixed(Left - 6, 0) + "\" y=\"" +
                frame.y(value) + "\" dy=\"4\">" + escapeMarkup(chart.format(value)) + "</text>";
    }
    const double step = roundStep(frame.endS, 10, 10);
    for (int i = 0; i * step <= frame.endS * (1 + 1e-9) && i <= 20; ++i) {
        text += "<text class=\"axis\" text-anchor=\"middle\" x=\"" + frame.x(i * step) + "\" y=\"" +
                formatFixed(Height - 6, 0) + "\">" + formatExact(i * step) + " s</text>";
    }
    return text;
}

std::string path(const ChartLine& line, std::size_t index, const Frame& frame) {
    std::string data;
    bool penDown = false;
    for (const ChartPoint& point : thinned(line.points)) {
        if (!point.value || !std::isfinite(*point.value)) {
            penDown = false;
            continue;
        }
        data += (penDown ? "L" : "M") + frame.x(point.tS) + " " + frame.y(*point.value);
        penDown = true;
    }
    return "<path class=\"line line-" + std::to_string(index) + "\" d=\"" + data + "\"/>";
}

}  // namespace

std::string svgChart(const Chart& chart) {
    const Frame frame = frameOf(chart);
    std::string text = "<figure><figcaption>" + escapeMarkup(chart.title);
    for (std::size_t i = 0; i < chart.lines.size() && chart.lines.size() > 1; ++i) {
        text += " <span class=\"key key-" + std::to_string(i) + "\">" + escapeMarkup(chart.lines[i].label) +
                "</span>";
    }
    text += "</figcaption>\n<svg viewBox=\"0 0 " + formatFixed(Width, 0) + " " + formatFixed(Height, 0) +
            "\" role=\"img\" aria-label=\"" + escapeMarkup(chart.title) + "\">" + phaseBands(chart, frame) +
            axes(chart, frame);
    if (chart.limit && *chart.limit <= frame.high) {
        text += "<line class=\"limit\" x1=\"" + formatFixed(Left, 0) + "\" x2=\"" +
                formatFixed(Width - Right, 0) + "\" y1=\"" + frame.y(*chart.limit) + "\" y2=\"" +
                frame.y(*chart.limit) + "\"/>";
    }
    if (chart.limit && *chart.limit > frame.high) {  // too far away to draw without squeezing the line
        text += "<text class=\"axis limit-label\" text-anchor=\"end\" x=\"" +
                formatFixed(Width - Right - 4, 0) + "\" y=\"" + formatFixed(Top + 12, 0) + "\">limit " +
                escapeMarkup(chart.format(*chart.limit)) + " ↑</text>";
    }
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        text += path(chart.lines[i], i, frame);
    }
    return text + "</svg></figure>\n";
}

}  // namespace leaktide
