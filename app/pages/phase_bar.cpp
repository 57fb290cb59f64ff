#include "app/pages/phase_bar.h"

#include <QPainter>
#include <QPainterPath>

#include "app/charts/chart_theme.h"

namespace leaktide::app {

namespace {

constexpr double BarHeight = 8;
constexpr double Gap = 5;

}  // namespace

PhaseBar::PhaseBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("phaseBar"));
    setAccessibleName(tr("Progress of the run"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseBar::show(const RunProgress& progress) {
    m_progress = progress;
    setAccessibleDescription(progress.phaseText + QStringLiteral(", ") + progress.timeText);
    setToolTip(progress.purpose);
    update();
}

QSize PhaseBar::sizeHint() const {
    return {400, static_cast<int>(fontMetrics().height() + Gap + BarHeight + 4)};
}

QSize PhaseBar::minimumSizeHint() const {
    return {200, sizeHint().height()};
}

void PhaseBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF words(0, 0, width(), fontMetrics().height());
    paintWords(painter, words);
    paintBar(painter, QRectF(0, words.bottom() + Gap, width(), BarHeight));
}

void PhaseBar::paintWords(QPainter& painter, const QRectF& area) const {
    const ChartTheme theme = chartThemeFor(palette());
    QFont bold = font();
    bold.setBold(true);
    const QFontMetricsF boldMetrics(bold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, m_progress.phaseText);
    const double phaseWidth = boldMetrics.horizontalAdvance(m_progress.phaseText);
    const double timeWidth = boldMetrics.horizontalAdvance(m_progress.timeText);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, m_progress.timeText);
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    const QRectF middle = area.adjusted(phaseWidth + 10, 0, -timeWidth - 16, 0);
    painter.drawText(middle, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font()).elidedText(m_progress.purpose, Qt::ElideRight, middle.width()));
}

void PhaseBar::paintBar(QPainter& painter, const QRectF& area) const {
    const ChartTheme theme = chartThemeFor(palette());
    QPainterPath shape;
    shape.addRoundedRect(area, BarHeight / 2, BarHeight / 2);
    painter.setClipPath(shape);
    painter.fillRect(area, palette().color(QPalette::Mid));
    double x = area.left();
    const double doneTo = area.left() + m_progress.done * area.width();
    for (const ProgressSegment& segment : m_progress.segments) {
        const double width = segment.share * area.width();
        QColor color = theme.shade(segment.phase);
        color.setAlpha(255);
        const QRectF part(x, area.top(), width, area.height());
        const double filled = std::clamp(doneTo - x, 0.0, width);
        painter.fillRect(QRectF(part.left(), part.top(), filled, part.height()), color);
        x += width;
        if (x < area.right() - 1) {
            painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), palette().color(QPalette::Window));
        }
    }
}

}  // namespace leaktide::app
