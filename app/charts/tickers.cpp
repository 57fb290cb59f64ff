#include "app/charts/tickers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/models/number_text.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr int FewestTicks = 3;
constexpr int MostTicks = 7;
constexpr int PixelsPerTick = 30;
constexpr double TimeTicksWanted = 9;
constexpr std::array<double, 16> TimeSteps{0.1, 0.2, 0.5, 1,   2,   5,    10,   15,
                                           30,  60,  120, 300, 600, 1800, 3600, 7200};

// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
double roundStep(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double mantissa : {1.0, 2.0, 5.0}) {
        if (mantissa * power >= least) {
            return mantissa * power;
        }
    }
    return 10 * power;
}

}  // namespace

ValueTicker::ValueTicker(AxisUnit unit) : m_unit(unit) {
    setTickCount(FewestTicks);
}

double ValueTicker::getTickStep(const QCPRange& range) {
    const double least = range.size() / tickCount();
    m_step = m_unit == AxisUnit::Bytes ? std::exp2(std::ceil(std::log2(least))) : roundStep(least);
    if (m_unit == AxisUnit::Items) {
        m_step = std::max(1.0, m_step);
    }
    m_largest = range.upper;
    return m_step;
}

int ValueTicker::getSubTickCount(double) {
    return 0;
}

bool ValueTicker::fit(int height) {
    const int count = std::clamp(height / PixelsPerTick, FewestTicks, MostTicks);
    if (count == tickCount()) {
        return false;
    }
    setTickCount(count);
    return true;
}

QString ValueTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return tickText(m_unit, tick, m_step, m_largest);
}

double TimeTicker::getTickStep(const QCPRange& range) {
    for (const double step : TimeSteps) {
        if (range.size() / step <= TimeTicksWanted) {
            m_step = step;
            return step;
        }
    }
    m_step = 3600 * std::ceil(range.size() / 3600 / TimeTicksWanted);
    return m_step;
}

int TimeTicker::getSubTickCount(double) {
    return 0;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return axisTimeText(tick, m_step);
}

QString axisTimeText(double seconds, double step) {
    const double rounded = step < 1 ? std::round(seconds * 10) / 10 : std::round(seconds);
    const auto whole = static_cast<qint64>(rounded);
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    QString text =
        whole < 3600
            ? QStringLiteral("%1:%2").arg(whole / 60).arg(two(whole % 60))
            : QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(two(whole / 60 % 60), two(whole % 60));
    if (step < 1) {
        text += qt(formatFixed(rounded - static_cast<double>(whole), 1)).mid(1);
    }
    return text;
}

}  // namespace leaktide::app
