// All charts under each other on one time axis: one plot, so that margins line up and one repaint serves all.
// Wheel and drag zoom and move every chart together, a double click shows the whole run again; the cursor
// reads every chart at the same moment. Keys: Left/Right move the cursor, +/- zoom, Home shows all.
// GUI thread; repaints at most once per frame (queued).
#pragma once

#include <QVector>
#include <QWidget>
#include <optional>

#include "app/charts/metric_chart.h"
#include "app/charts/phase_strip.h"
#include "app/models/timeline.h"

namespace leaktide::app {

class ChartStack : public QWidget {
    Q_OBJECT
public:
    explicit ChartStack(QWidget* parent = nullptr);
    ~ChartStack() override;

    void show(const Timeline& timeline);
    using QWidget::show;
    // Which signals have a chart; unset: pool in use, tasks and heap in use. Throughput and latency always
    // do.
    void setShownSignals(const QStringList& names);
    [[nodiscard]] const QStringList& shownSignals() const { return m_shownSignals; }
    void showWholeRun();

    [[nodiscard]] QCustomPlot* plot() const { return m_plot; }
    [[nodiscard]] const QVector<MetricChart*>& charts() const { return m_charts; }
    [[nodiscard]] QCPRange timeRange() const;
    [[nodiscard]] std::optional<double> cursor() const { return m_cursorS; }
    void setCursor(std::optional<double> tS);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupPlot();
    void setupFrame();
    void arrange(const QVector<ChartData>& wanted);
    void applyTheme();
    void follow();
    void setTimeRange(const QCPRange& range);
    void zoomBy(double factor);
    void moveCursorBy(int steps);
    bool handleKey(int key);
    [[nodiscard]] bool shown(const ChartData& chart) const;
    [[nodiscard]] QString cursorText() const;

    QCustomPlot* m_plot;
    QVector<MetricChart*> m_charts;  // owned by m_plot; rebuilt when the set of charts changes
    PhaseStrip* m_strip = nullptr;
    QCPMarginGroup* m_margins = nullptr;
    QStringList m_shownSignals;
    Timeline m_timeline;
    std::optional<double> m_cursorS;
    bool m_following = true;  // the whole run is shown, and grows with it
    bool m_settingRange = false;
};

}  // namespace leaktide::app
