#include "app/pages/text_tools.h"

#include "app/charts/chart_theme.h"

namespace leaktide::app {

namespace {

double scaleOf(TextSize size) {
    switch (size) {
        case TextSize::Small:
            return 0.9;
        case TextSize::Large:
            return 1.25;
        case TextSize::Normal:
            break;
    }
    return 1;
}

}  // namespace

QLabel* makeLabel(QWidget* parent, const QString& objectName, TextSize size, TextWeight weight) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scaleOf(size));
    font.setBold(weight == TextWeight::Bold);
    label->setFont(font);
    return label;
}

void ElidedLabel::setWholeText(const QString& text) {
    m_whole = text;
    setToolTip(text);
    elide();
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide() {
    setText(fontMetrics().elidedText(m_whole, Qt::ElideRight, width()));
}

void setTextColor(QWidget* label, const QColor& color) {
    QPalette palette = label->palette();
    if (palette.color(QPalette::WindowText) != color) {
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    }
}

QColor mutedColor(const QPalette& palette) {
    return chartThemeFor(palette).mutedText;
}

}  // namespace leaktide::app
