#include "app/charts/chart_header.h"

#include <QFontMetricsF>

namespace leaktide::app {

namespace {

constexpr double SwatchWidth = 16;
constexpr double Space = 5;
constexpr double KeySpace = 18;

QFont boldOf(QFont font) {
    font.setBold(true);
    return font;
}

}  // namespace

ChartHeader::ChartHeader(QCustomPlot* plot, const QCPAxisRect* chart)
    : QCPLayoutElement(plot), m_chart(chart) {
    const int height = static_cast<int>(QFontMetricsF(plot->font()).height()) + 6;
    setMinimumSize(10, height);
    setMaximumSize(QWIDGETSIZE_MAX, height);
}

void ChartHeader::setVerdict(const QString& word, Tone tone) {
    m_word = word;
    m_tone = tone;
}

void ChartHeader::draw(QCPPainter* painter) {
    painter->save();
    const QFont normal = mParentPlot->font();
    const double left = m_chart->left();
    double right = m_chart->right();
    const double middle = rect().center().y();
    const QRectF line(left, rect().top(), right - left, rect().height());

    painter->setFont(boldOf(normal));
    if (!m_word.isEmpty()) {
        const double width = QFontMetricsF(painter->font()).horizontalAdvance(m_word);
        painter->setPen(m_theme.verdict(m_tone));
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_word);
        painter->setBrush(m_theme.verdict(m_tone));
        painter->drawEllipse(QPointF(right - width - 9, middle), 3.2, 3.2);
        right -= width + 22;
    }
    painter->setPen(m_theme.text);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    double x = left + QFontMetricsF(painter->font()).horizontalAdvance(m_title) + KeySpace;
    painter->setFont(normal);
    for (const HeaderKey& key : m_keys) {
        x = drawKey(painter, key, x, right);
    }
    painter->restore();
}

// Draws nothing that would not fit whole; gives the place of the next key.
double ChartHeader::drawKey(QCPPainter* painter, const HeaderKey& key, double x, double right) {
    const QFontMetricsF metrics(painter->font());
    const double nameWidth = key.name.isEmpty() ? 0 : metrics.horizontalAdvance(key.name) + Space;
    const double valueWidth = metrics.horizontalAdvance(key.value);
    if (x + SwatchWidth + Space + nameWidth + valueWidth > right) {
        return x;
    }
    const double middle = rect().center().y() + 0.5;
    QPen pen(m_theme.line(key.tone), 2);
    pen.setStyle(key.dash == LineDash::Dashed ? Qt::DotLine : Qt::SolidLine);
    painter->setPen(pen);
    painter->drawLine(QPointF(x, middle), QPointF(x + SwatchWidth, middle));
    x += SwatchWidth + Space;
    const auto write = [&](const QString& text, const QColor& color, double width) {
        painter->setPen(color);
        painter->drawText(QRectF(x, rect().top(), width + 2, rect().height()),
                          Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width;
    };
    write(key.name, m_theme.mutedText, nameWidth);
    write(key.value, m_theme.text, valueWidth);
    return x + KeySpace;
}

}  // namespace leaktide::app
