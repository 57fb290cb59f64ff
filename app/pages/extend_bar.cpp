#include "app/pages/extend_bar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "app/charts/chart_theme.h"
#include "app/models/run_progress.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

ExtendBar::ExtendBar(QWidget* parent)
    : QFrame(parent),
      m_text(makeLabel(this, QStringLiteral("extendText"), TextSize::Normal, TextWeight::Normal)) {
    setObjectName(QStringLiteral("extendBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    QPushButton* extend = addButton(QStringLiteral("extendButton"), tr("Extend"));
    QPushButton* notNow = addButton(QStringLiteral("notNowButton"), tr("Not now"));
    QPushButton* always = addButton(QStringLiteral("alwaysExtendButton"), tr("Always"));
    always->setToolTip(tr("Extend undecided runs without asking. The Run menu takes it back."));
    connect(extend, &QPushButton::clicked, this, &ExtendBar::extendChosen);
    connect(notNow, &QPushButton::clicked, this, &ExtendBar::notNowChosen);
    connect(always, &QPushButton::clicked, this, &ExtendBar::alwaysChosen);
    hide();
}

QPushButton* ExtendBar::addButton(const QString& objectName, const QString& label) {
    auto* button = new QPushButton(label, this);
    button->setObjectName(objectName);
    layout()->addWidget(button);
    return button;
}

void ExtendBar::show(const std::optional<ExtensionOffer>& offer) {
    if (!offer) {
        hide();
        return;
    }
    m_text->setText(
        tr("A verdict is undecided. Load for another %1 to decide? Without an answer the run ends in %2.")
            .arg(clockText(offer->loadS), clockText(offer->secondsLeft)));
    setAccessibleName(m_text->text());
    setVisible(true);
}

void ExtendBar::paintEvent(QPaintEvent*) {
    const QColor color = chartThemeFor(palette()).verdict(Tone::Warning);
    QColor ground = color;
    ground.setAlpha(26);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace leaktide::app
