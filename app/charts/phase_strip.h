// The strip above the charts that names the phases, and the time under the cursor as a pill on it.
#pragma once

#include <QVector>
#include <optional>

#include "app/charts/chart_theme.h"
#include "app/charts/custom_plot.h"

namespace leaktide::app {

class PhaseStrip : public QCPLayoutElement {
public:
    // `axis` is the shared time axis: it says where a second stands.
    PhaseStrip(QCustomPlot* plot, QCPAxis* axis);

    void setTheme(const ChartTheme& theme) { m_theme = theme; }
    void setBands(const QVector<PhaseBand>& bands) { m_bands = bands; }
    void setCursor(std::optional<double> tS, const QString& text);

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawBand(QCPPainter* painter, const PhaseBand& band) const;
    void drawCursor(QCPPainter* painter) const;

    QCPAxis* m_axis;
    ChartTheme m_theme;
    QVector<PhaseBand> m_bands;
    std::optional<double> m_cursorS;
    QString m_cursorText;
};

// Shades the phases behind one chart and draws the marks and the start of growth in it.
class PhaseShade : public QCPLayerable {
public:
    explicit PhaseShade(QCPAxisRect* chart);

    void setTheme(const ChartTheme& theme) { m_theme = theme; }
    void setTimes(const QVector<PhaseBand>& bands, const QVector<TimelineMark>& marks);
    void setGrowthFrom(std::optional<double> tS, const QString& text);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;
    [[nodiscard]] QRect clipRect() const override;

private:
    QCPAxisRect* m_chart;
    ChartTheme m_theme;
    QVector<PhaseBand> m_bands;
    QVector<TimelineMark> m_marks;
    std::optional<double> m_growthFrom;
    QString m_growthText;
};

}  // namespace leaktide::app
