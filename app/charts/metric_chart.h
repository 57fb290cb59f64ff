// One chart: an axis rect with its lines, header and shading. The same class for every metric; what differs
// is in ChartData. To be deleted before its rows of the layout are; GUI thread.
#pragma once

#include <QVector>

#include "app/charts/chart_header.h"
#include "app/charts/chart_theme.h"
#include "app/charts/custom_plot.h"
#include "app/charts/phase_strip.h"

namespace leaktide::app {

class MetricChart : public QObject {
    Q_OBJECT
public:
    // Takes two rows of the plot's layout, from `row` on: header and chart.
    MetricChart(QCustomPlot* plot, const QString& id, int row);
    ~MetricChart() override;

    [[nodiscard]] const QString& id() const { return m_id; }
    [[nodiscard]] QCPAxisRect* axisRect() const { return m_rect; }
    [[nodiscard]] ChartHeader* header() const { return m_header; }
    [[nodiscard]] QCPAxis* timeAxis() const { return m_rect->axis(QCPAxis::atBottom); }
    [[nodiscard]] QCPAxis* valueAxis() const { return m_rect->axis(QCPAxis::atLeft); }
    [[nodiscard]] const ChartData& data() const { return m_data; }

    void setTheme(const ChartTheme& theme);
    void setData(const ChartData& data);
    void setTimes(const QVector<PhaseBand>& bands, const QVector<TimelineMark>& marks);
    enum class TimeLabels { Hidden, Shown };
    void setTimeLabels(TimeLabels labels);
    // Unset: the cursor is elsewhere, the header shows the latest values.
    void setCursor(std::optional<double> tS);
    void fitValues();  // to what the time axis shows

private:
    void setupAxes();
    void setupItems();
    void dressLine(QCPGraph* graph, const ChartLine& line) const;
    void showKeys();
    void showLimit();

    QString m_id;
    QCustomPlot* m_plot;
    QCPAxisRect* m_rect;
    ChartHeader* m_header;
    PhaseShade* m_shade;
    QCPItemStraightLine* m_cursorLine = nullptr;
    QCPItemStraightLine* m_limitLine = nullptr;
    QCPItemText* m_limitLabel = nullptr;
    QVector<QCPGraph*> m_graphs;
    std::optional<AxisUnit> m_unit;
    QSharedPointer<class ValueTicker> m_valueTicker;
    ChartTheme m_theme;
    ChartData m_data;
    std::optional<double> m_cursorS;
};

}  // namespace leaktide::app
