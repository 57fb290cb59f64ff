// Where axes carry labels: round numbers of the unit, bytes at powers of two, time as minutes and seconds.
#pragma once

#include "app/charts/custom_plot.h"
#include "app/models/timeline.h"

namespace leaktide::app {

class ValueTicker : public QCPAxisTicker {
public:
    explicit ValueTicker(AxisUnit unit);

    // As many labels as an axis of this many pixels carries; true when that is another number than before.
    bool fit(int height);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    AxisUnit m_unit;
    double m_step = 1;
    double m_largest = 1;
};

class TimeTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    double m_step = 1;
};

// "0:05", "12:30", "1:02:03"; with tenths where `step` is below a second.
QString axisTimeText(double seconds, double step);

}  // namespace leaktide::app
