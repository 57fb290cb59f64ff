#include "app/pages/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include "app/charts/chart_theme.h"
#include "app/pages/icons.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(makeLabel(this, QStringLiteral("bannerText"), TextSize::Normal, TextWeight::Normal)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("banner"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setAutoRaise(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &Banner::clear);
    hide();
}

void Banner::say(Tone tone, const QString& sentence) {
    m_tone = tone;
    m_text->setText(sentence);
    setAccessibleName(sentence);
    dress();
    show();
}

void Banner::clear() {
    m_text->clear();
    hide();
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && isVisible()) {
        dress();
    }
    QFrame::changeEvent(event);
}

void Banner::dress() {
    const ChartTheme theme = chartThemeFor(palette());
    const QColor color = theme.verdict(m_tone);
    const bool trouble = m_tone == Tone::Bad || m_tone == Tone::Warning;
    m_icon->setPixmap(pixmapNamed(trouble ? QStringLiteral("warning") : QStringLiteral("info"), color, 18,
                                  devicePixelRatioF()));
    m_close->setIcon(iconNamed(QStringLiteral("close"), theme.mutedText));
    update();
}

// Painted here and not by a style sheet: setting one changes the palette, which would ask for it again.
void Banner::paintEvent(QPaintEvent*) {
    const QColor color = chartThemeFor(palette()).verdict(m_tone);
    QColor ground = color;
    ground.setAlpha(26);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace leaktide::app
