#include "app/charts/phase_strip.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>

namespace leaktide::app {

PhaseStrip::PhaseStrip(QCustomPlot* plot, QCPAxis* axis) : QCPLayoutElement(plot), m_axis(axis) {
    const int height = static_cast<int>(QFontMetricsF(plot->font()).height()) + 8;
    setMinimumSize(10, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
}

void PhaseStrip::setCursor(std::optional<double> tS, const QString& text) {
    m_cursorS = tS;
    m_cursorText = text;
}

void PhaseStrip::draw(QCPPainter* painter) {
    painter->save();
    painter->setFont(mParentPlot->font());
    const QRectF area(m_axis->axisRect()->left(), rect().top(), m_axis->axisRect()->width(), rect().height());
    painter->setClipRect(area);
    for (const PhaseBand& band : m_bands) {
        drawBand(painter, band);
    }
    painter->setClipping(false);
    if (m_cursorS) {
        drawCursor(painter);
    }
    painter->restore();
}

void PhaseStrip::drawBand(QCPPainter* painter, const PhaseBand& band) const {
    const double from = std::max(m_axis->coordToPixel(band.fromS), double(m_axis->axisRect()->left()));
    const double to = std::min(m_axis->coordToPixel(band.toS), double(m_axis->axisRect()->right()));
    if (to - from < 1) {
        return;
    }
    QColor color = m_theme.shade(band.phase);
    color.setAlpha(std::min(255, color.alpha() * 3));
    const QRectF bar(from, rect().top() + 1, to - from - 1, rect().height() - 3);
    painter->fillRect(bar, color);
    if (QFontMetricsF(painter->font()).horizontalAdvance(band.label) + 8 <= bar.width()) {
        painter->setPen(m_theme.text);
        painter->drawText(bar, Qt::AlignCenter, band.label);
    }
}

void PhaseStrip::drawCursor(QCPPainter* painter) const {
    const double width = QFontMetricsF(painter->font()).horizontalAdvance(m_cursorText) + 14;
    const double half = width / 2;
    const double x =
        std::clamp(m_axis->coordToPixel(*m_cursorS), m_axis->axisRect()->left() + half,
                   std::max(m_axis->axisRect()->left() + half, m_axis->axisRect()->right() - half));
    const QRectF pill(x - half, rect().top(), width, rect().height() - 1);
    QPainterPath path;
    path.addRoundedRect(pill, 4, 4);
    painter->setAntialiasing(true);
    painter->fillPath(path, m_theme.cursor);
    painter->setPen(m_theme.background);
    painter->drawText(pill, Qt::AlignCenter, m_cursorText);
}

PhaseShade::PhaseShade(QCPAxisRect* chart)
    : QCPLayerable(chart->parentPlot(), QStringLiteral("background"), chart), m_chart(chart) {}

void PhaseShade::setTimes(const QVector<PhaseBand>& bands, const QVector<TimelineMark>& marks) {
    m_bands = bands;
    m_marks = marks;
}

void PhaseShade::setGrowthFrom(std::optional<double> tS, const QString& text) {
    m_growthFrom = tS;
    m_growthText = text;
}

void PhaseShade::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

QRect PhaseShade::clipRect() const {
    return m_chart->rect();
}

void PhaseShade::draw(QCPPainter* painter) {
    const QCPAxis* axis = m_chart->axis(QCPAxis::atBottom);
    const double top = m_chart->top();
    const double bottom = m_chart->bottom();
    for (const PhaseBand& band : m_bands) {
        const double from = axis->coordToPixel(band.fromS);
        const double to = axis->coordToPixel(band.toS);
        painter->fillRect(QRectF(from, top, to - from, bottom - top + 1), m_theme.shade(band.phase));
    }
    painter->setPen(QPen(m_theme.mutedText, 1, Qt::DotLine));
    for (const TimelineMark& mark : m_marks) {
        const double x = axis->coordToPixel(mark.tS);
        painter->drawLine(QPointF(x, top), QPointF(x, bottom));
    }
    if (m_growthFrom) {
        const double x = axis->coordToPixel(*m_growthFrom);
        painter->setPen(QPen(m_theme.warning, 1, Qt::DashLine));
        painter->drawLine(QPointF(x, top), QPointF(x, bottom));
        painter->setFont(mParentPlot->font());
        painter->drawText(QPointF(x + 4, top + QFontMetricsF(mParentPlot->font()).ascent() + 1),
                          m_growthText);
    }
}

}  // namespace leaktide::app
