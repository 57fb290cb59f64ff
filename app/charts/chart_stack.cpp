#include "app/charts/chart_stack.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app/charts/tickers.h"

namespace leaktide::app {

namespace {

constexpr double SmallestSpanS = 0.5;
constexpr int MinimalChartHeight = 84;
constexpr double MarkReachPixels = 5;

}  // namespace

ChartStack::ChartStack(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_shownSignals = {QStringLiteral("pool_in_use"), QStringLiteral("tasks"), QStringLiteral("heap_in_use")};
    setupPlot();
    show(emptyTimeline());
}

ChartStack::~ChartStack() = default;

void ChartStack::setupPlot() {
    m_plot->setObjectName(QStringLiteral("charts"));
    m_plot->setAccessibleName(tr("Charts"));
    m_plot->setAccessibleDescription(tr(
        "Throughput, latency and the signals of the target over time. Arrow keys move the cursor, plus and "
        "minus zoom, Home shows the whole run."));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->plotLayout()->clear();
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
    QFont small = font();
    small.setPointSizeF(std::max(8.0, small.pointSizeF() * 0.9));
    m_plot->setFont(small);
    m_plot->installEventFilter(this);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &ChartStack::showWholeRun);
}

void ChartStack::setShownSignals(const QStringList& names) {
    m_shownSignals = names;
    show(m_timeline);
}

bool ChartStack::shown(const ChartData& chart) const {
    return m_timeline.onlySignals || chart.unit == AxisUnit::PerSecond ||
           chart.unit == AxisUnit::Milliseconds || m_shownSignals.contains(chart.id);
}

void ChartStack::show(const Timeline& timeline) {
    m_timeline = timeline;
    QVector<ChartData> wanted;
    std::copy_if(timeline.charts.begin(), timeline.charts.end(), std::back_inserter(wanted),
                 [this](const ChartData& chart) { return shown(chart); });
    arrange(wanted);
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setData(wanted[i]);
        m_charts[i]->setTimes(timeline.bands, timeline.marks);
        m_charts[i]->fitValues();
    }
    m_strip->setBands(timeline.bands);
    if (m_following) {
        follow();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// Builds the plot anew when other charts are wanted; otherwise nothing happens.
void ChartStack::arrange(const QVector<ChartData>& wanted) {
    const bool same =
        std::equal(wanted.begin(), wanted.end(), m_charts.begin(), m_charts.end(),
                   [](const ChartData& one, const MetricChart* chart) { return one.id == chart->id(); });
    if (same && !m_charts.isEmpty()) {
        return;
    }
    m_plot->clearGraphs();
    m_plot->clearItems();
    qDeleteAll(m_charts);
    m_charts.clear();
    m_plot->plotLayout()->clear();
    delete m_margins;
    m_margins = new QCPMarginGroup(m_plot);
    for (const ChartData& one : wanted) {
        m_charts.append(new MetricChart(m_plot, one.id, 1 + 2 * static_cast<int>(m_charts.size())));
    }
    setupFrame();
    applyTheme();
}

void ChartStack::setupFrame() {
    QCPLayoutGrid* grid = m_plot->plotLayout();
    m_strip = new PhaseStrip(m_plot, m_charts.front()->timeAxis());
    m_strip->setLayer(QStringLiteral("overlay"));
    grid->addElement(0, 0, m_strip);
    for (MetricChart* chart : m_charts) {
        chart->axisRect()->setMarginGroup(QCP::msLeft | QCP::msRight, m_margins);
        chart->setTimeLabels(chart == m_charts.back() ? MetricChart::TimeLabels::Shown
                                                      : MetricChart::TimeLabels::Hidden);
        connect(chart->timeAxis(), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
                [this](const QCPRange& range) {
                    if (!m_settingRange) {
                        m_following = false;
                        setTimeRange(range);
                    }
                });
    }
    m_plot->setMinimumHeight(static_cast<int>(m_charts.size()) * MinimalChartHeight + 40);
}

void ChartStack::applyTheme() {
    const ChartTheme theme = chartThemeFor(palette());
    m_plot->setBackground(theme.background);
    m_strip->setTheme(theme);
    for (MetricChart* chart : m_charts) {
        chart->setTheme(theme);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChartStack::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_strip != nullptr) {
        applyTheme();
    }
    QWidget::changeEvent(event);
}

QCPRange ChartStack::timeRange() const {
    return m_charts.front()->timeAxis()->range();
}

void ChartStack::showWholeRun() {
    m_following = true;
    follow();
}

void ChartStack::follow() {
    setTimeRange(QCPRange(0, m_timeline.spanS));
}

// The one place where the shared axis is set: keeps it inside the run and every chart on it.
void ChartStack::setTimeRange(const QCPRange& wanted) {
    const double whole = std::max(m_timeline.spanS, 1.0);
    const double span = std::clamp(wanted.size(), SmallestSpanS, whole);
    const double lower = std::clamp(wanted.lower, 0.0, whole - span);
    m_settingRange = true;
    for (MetricChart* chart : m_charts) {
        chart->timeAxis()->setRange(lower, lower + span);
        chart->fitValues();
    }
    m_settingRange = false;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChartStack::zoomBy(double factor) {
    const QCPRange range = timeRange();
    const double middle = m_cursorS.value_or(range.center());
    m_following = false;
    setTimeRange(
        QCPRange(middle - (middle - range.lower) * factor, middle + (range.upper - middle) * factor));
}

void ChartStack::setCursor(std::optional<double> tS) {
    m_cursorS = tS;
    for (MetricChart* chart : m_charts) {
        chart->setCursor(tS);
    }
    m_strip->setCursor(tS, tS ? cursorText() : QString());
    m_plot->layer(QStringLiteral("overlay"))->replot();
}

QString ChartStack::cursorText() const {
    QString text = axisTimeText(*m_cursorS, 0.1);
    const QCPAxis* axis = m_charts.front()->timeAxis();
    for (const TimelineMark& mark : m_timeline.marks) {
        if (std::fabs(axis->coordToPixel(mark.tS) - axis->coordToPixel(*m_cursorS)) <= MarkReachPixels) {
            text += QStringLiteral(" · ") + mark.text;
        }
    }
    return text;
}

void ChartStack::moveCursorBy(int steps) {
    const QCPRange range = timeRange();
    const double from = m_cursorS.value_or(range.center());
    setCursor(std::clamp(from + steps * range.size() / 100, range.lower, range.upper));
}

bool ChartStack::handleKey(int key) {
    switch (key) {
        case Qt::Key_Left:
        case Qt::Key_Right:
            moveCursorBy(key == Qt::Key_Left ? -1 : 1);
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomBy(0.7);
            return true;
        case Qt::Key_Minus:
            zoomBy(1 / 0.7);
            return true;
        case Qt::Key_Home:
        case Qt::Key_0:
            showWholeRun();
            return true;
        default:
            return false;
    }
}

bool ChartStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        const double x = static_cast<QMouseEvent*>(event)->position().x();
        const QCPAxisRect* rect = m_charts.front()->axisRect();
        const bool inside = x >= rect->left() && x <= rect->right();
        setCursor(inside ? std::optional(m_charts.front()->timeAxis()->pixelToCoord(x)) : std::nullopt);
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        setCursor(std::nullopt);
    } else if (watched == m_plot && event->type() == QEvent::KeyPress) {
        if (handleKey(static_cast<QKeyEvent*>(event)->key())) {
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace leaktide::app
