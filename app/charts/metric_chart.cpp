#include "app/charts/metric_chart.h"

#include <cmath>

#include "app/charts/tickers.h"
#include "app/models/value_range.h"

namespace leaktide::app {

namespace {

constexpr double MinimalItems = 10;
constexpr double MinimalBytes = 1024 * 1024;
constexpr double MinimalRate = 10;
constexpr double MinimalMs = 1;
constexpr double LimitInSight = 2;  // up to so many times the largest value the limit is drawn to scale

std::optional<double> lastValue(const ChartLine& line) {
    for (qsizetype i = line.values.size(); i > 0; --i) {
        if (std::isfinite(line.values[i - 1])) {
            return line.values[i - 1];
        }
    }
    return std::nullopt;
}

QColor faded(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

}  // namespace

MetricChart::MetricChart(QCustomPlot* plot, const QString& id, int row)
    : QObject(plot),
      m_id(id),
      m_plot(plot),
      m_rect(new QCPAxisRect(plot)),
      m_header(new ChartHeader(plot, m_rect)),
      m_shade(new PhaseShade(m_rect)) {
    m_header->setLayer(QStringLiteral("overlay"));
    plot->plotLayout()->addElement(row, 0, m_header);
    plot->plotLayout()->addElement(row + 1, 0, m_rect);
    plot->plotLayout()->setRowStretchFactor(row + 1, 1);
    setupAxes();
    setupItems();
    connect(plot, &QCustomPlot::afterLayout, this, [this] {
        if (m_valueTicker && m_valueTicker->fit(m_rect->height())) {
            m_plot->replot(QCustomPlot::rpQueuedReplot);
        }
    });
}

// The layout owns header and rect, the plot owns graphs and items; only the shade is nobody's child.
MetricChart::~MetricChart() {
    delete m_shade;
}

void MetricChart::setupAxes() {
    m_rect->axis(QCPAxis::atTop)->setVisible(false);
    m_rect->axis(QCPAxis::atRight)->setVisible(false);
    m_rect->setMinimumSize(80, 48);
    m_rect->setRangeDrag(Qt::Horizontal);
    m_rect->setRangeZoom(Qt::Horizontal);
    m_rect->setMinimumMargins(QMargins(8, 2, 22, 2));
    timeAxis()->setTicker(QSharedPointer<TimeTicker>::create());
    for (QCPAxis* axis : {timeAxis(), valueAxis()}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->setTickLabelPadding(4);
    }
    valueAxis()->setBasePen(Qt::NoPen);
}

void MetricChart::setupItems() {
    m_cursorLine = new QCPItemStraightLine(m_plot);
    m_limitLine = new QCPItemStraightLine(m_plot);
    for (QCPItemStraightLine* line : {m_cursorLine, m_limitLine}) {
        line->setClipToAxisRect(true);
        line->setClipAxisRect(m_rect);
        line->setVisible(false);
        line->setSelectable(false);
        for (QCPItemPosition* point : {line->point1, line->point2}) {
            point->setAxes(timeAxis(), valueAxis());
            point->setAxisRect(m_rect);
        }
    }
    m_limitLabel = new QCPItemText(m_plot);
    m_limitLabel->setClipToAxisRect(true);
    m_limitLabel->setClipAxisRect(m_rect);
    m_limitLabel->setVisible(false);
    m_limitLabel->setSelectable(false);
    m_limitLabel->position->setAxes(timeAxis(), valueAxis());
    m_limitLabel->position->setAxisRect(m_rect);
    m_limitLabel->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    m_cursorLine->setLayer(QStringLiteral("overlay"));
    for (QCPItemPosition* point : {m_cursorLine->point1, m_cursorLine->point2}) {
        point->setTypeX(QCPItemPosition::ptPlotCoords);
        point->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
}

void MetricChart::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    m_header->setTheme(theme);
    m_shade->setTheme(theme);
    for (QCPAxis* axis : {timeAxis(), valueAxis()}) {
        axis->setTickLabelColor(theme.mutedText);
        axis->setTickLabelFont(m_plot->font());
        axis->grid()->setPen(QPen(theme.grid, 1));
    }
    timeAxis()->setBasePen(QPen(theme.axis, 1));
    m_cursorLine->setPen(QPen(theme.cursor, 1));
    m_limitLine->setPen(QPen(theme.bad, 1, Qt::DashLine));
    m_limitLabel->setColor(theme.bad);
    m_limitLabel->setFont(m_plot->font());
    for (qsizetype i = 0; i < m_graphs.size(); ++i) {
        dressLine(m_graphs[i], m_data.lines[i]);
    }
}

void MetricChart::setData(const ChartData& data) {
    m_data = data;
    if (m_unit != data.unit) {
        m_unit = data.unit;
        m_valueTicker = QSharedPointer<ValueTicker>::create(data.unit);
        valueAxis()->setTicker(m_valueTicker);
    }
    while (m_graphs.size() > data.lines.size()) {
        m_plot->removeGraph(m_graphs.takeLast());
    }
    while (m_graphs.size() < data.lines.size()) {
        m_graphs.append(m_plot->addGraph(timeAxis(), valueAxis()));
    }
    for (qsizetype i = 0; i < m_graphs.size(); ++i) {
        m_graphs[i]->setData(data.lines[i].keys, data.lines[i].values, true);
        dressLine(m_graphs[i], data.lines[i]);
    }
    m_shade->setGrowthFrom(data.firstGrowingTS, tr("growth seen"));
    m_header->setTitle(axisTitle(data));
    m_header->setVerdict(data.word, data.tone);
    showKeys();
}

void MetricChart::dressLine(QCPGraph* graph, const ChartLine& line) const {
    const QColor color = m_theme.line(line.tone);
    QPen pen(color, 1.6);
    if (line.dash == LineDash::Dashed) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({2, 2.5});
    }
    graph->setPen(pen);
    const bool area = line.tone == LineTone::Signal ||
                      (m_data.id == QLatin1String("throughput") && line.tone == LineTone::Main);
    graph->setBrush(area ? QBrush(faded(color, 34)) : QBrush(Qt::NoBrush));
    graph->setAdaptiveSampling(true);
}

void MetricChart::setTimes(const QVector<PhaseBand>& bands, const QVector<TimelineMark>& marks) {
    m_shade->setTimes(bands, marks);
}

void MetricChart::setTimeLabels(TimeLabels labels) {
    timeAxis()->setTickLabels(labels == TimeLabels::Shown);
}

void MetricChart::setCursor(std::optional<double> tS) {
    m_cursorS = tS;
    m_cursorLine->setVisible(tS.has_value());
    if (tS) {
        m_cursorLine->point1->setCoords(*tS, 0);
        m_cursorLine->point2->setCoords(*tS, 1);
    }
    showKeys();
}

void MetricChart::showKeys() {
    QVector<HeaderKey> keys;
    for (const ChartLine& line : m_data.lines) {
        if (line.keys.isEmpty()) {
            continue;
        }
        const std::optional<double> value = m_cursorS ? valueAt(line, *m_cursorS) : lastValue(line);
        keys.append({m_data.lines.size() == 1 ? QString() : line.name,
                     value ? axisValueText(m_data.unit, *value) : QStringLiteral("–"), line.tone, line.dash});
    }
    m_header->setKeys(keys);
}

void MetricChart::fitValues() {
    const QCPRange shown = timeAxis()->range();
    ValueExtent extent;
    for (const ChartLine& line : m_data.lines) {
        extent.add(extentOf(line.keys, line.values, shown.lower, shown.upper));
    }
    if (m_data.limit && extent.found && *m_data.limit <= LimitInSight * extent.high) {
        extent.add({true, *m_data.limit, *m_data.limit});
    }
    ValueRange range;
    switch (m_data.unit) {
        case AxisUnit::PerSecond:
            range = rangeFromZero(extent, MinimalRate);
            break;
        case AxisUnit::Milliseconds:
            range = rangeFromZero(extent, MinimalMs);
            break;
        case AxisUnit::Items:
            range = rangeAround(extent, MinimalItems);
            break;
        case AxisUnit::Bytes:
            range = rangeAround(extent, MinimalBytes);
            break;
    }
    valueAxis()->setRange(range.low, range.high);
    showLimit();
}

// A limit out of sight is named at the top edge: drawing it to scale would press the line flat.
void MetricChart::showLimit() {
    const bool known = m_data.limit.has_value() && !m_data.lines.isEmpty() && !m_data.lines[0].keys.isEmpty();
    m_limitLabel->setVisible(known);
    m_limitLine->setVisible(known && valueAxis()->range().contains(*m_data.limit));
    if (!known) {
        return;
    }
    m_limitLine->point1->setCoords(0, *m_data.limit);
    m_limitLine->point2->setCoords(1, *m_data.limit);
    const QString limit = tr("limit %1").arg(axisValueText(m_data.unit, *m_data.limit));
    const bool inSight = m_limitLine->visible();
    m_limitLabel->setText(inSight ? limit : limit + QStringLiteral(" ↑"));
    m_limitLabel->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    m_limitLabel->position->setTypeY(inSight ? QCPItemPosition::ptPlotCoords
                                             : QCPItemPosition::ptAxisRectRatio);
    m_limitLabel->position->setCoords(0.995, inSight ? *m_data.limit : 0.0);
}

}  // namespace leaktide::app
