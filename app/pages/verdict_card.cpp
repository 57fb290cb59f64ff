#include "app/pages/verdict_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "app/charts/chart_theme.h"
#include "app/pages/detail_dialog.h"
#include "app/pages/icons.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

namespace {

constexpr int LargeIcon = 22;
constexpr int SmallIcon = 16;
constexpr double LargeWord = 1.25;

void setOrHide(QLabel* label, const QString& text) {
    if (label->text() != text) {
        label->setText(text);
    }
    label->setVisible(!text.isEmpty());
}

}  // namespace

VerdictCard::VerdictCard(QWidget* parent)
    : QFrame(parent),
      m_label(makeLabel(this, QStringLiteral("signalLabel"), TextSize::Normal, TextWeight::Bold)),
      m_value(makeLabel(this, QStringLiteral("signalValue"), TextSize::Normal, TextWeight::Normal)),
      m_icon(new QLabel(this)),
      m_word(makeLabel(this, QStringLiteral("verdictWord"), TextSize::Large, TextWeight::Bold)),
      m_standing(makeLabel(this, QStringLiteral("verdictStanding"), TextSize::Small, TextWeight::Normal)),
      m_rate(makeLabel(this, QStringLiteral("verdictRate"), TextSize::Normal, TextWeight::Bold)),
      m_interval(makeLabel(this, QStringLiteral("verdictInterval"), TextSize::Small, TextWeight::Normal)),
      m_evidence(makeLabel(this, QStringLiteral("verdictEvidence"), TextSize::Normal, TextWeight::Normal)),
      m_profile(makeLabel(this, QStringLiteral("verdictProfile"), TextSize::Normal, TextWeight::Normal)),
      m_growth(new QPushButton(tr("Show what grew"), this)),
      m_left(makeLabel(this, QStringLiteral("verdictLeft"), TextSize::Normal, TextWeight::Normal)),
      m_limit(makeLabel(this, QStringLiteral("verdictLimit"), TextSize::Normal, TextWeight::Bold)),
      m_details(new QToolButton(this)),
      m_titleLine(new QHBoxLayout),
      m_verdictLine(new QHBoxLayout) {
    setProperty("card", true);
    setFocusPolicy(Qt::TabFocus);  // a reader of the screen can walk from card to card
    setupLayout();
}

void VerdictCard::setupLayout() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 10, 12, 12);
    layout->setSpacing(4);
    m_titleLine->setSpacing(8);
    m_titleLine->addWidget(m_label);
    m_titleLine->addStretch(1);
    m_titleLine->addWidget(m_value);
    m_verdictLine->setSpacing(8);
    m_verdictLine->addWidget(m_icon);
    m_verdictLine->addWidget(m_word);
    m_verdictLine->addStretch(1);
    m_verdictLine->addWidget(m_standing);
    layout->addLayout(m_titleLine);
    layout->addLayout(m_verdictLine);
    layout->addWidget(m_rate);
    layout->addWidget(m_interval);
    layout->addWidget(m_limit);
    layout->addWidget(m_evidence);
    layout->addWidget(m_left);
    layout->addWidget(m_profile);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_growth);
    buttons->addStretch(1);
    buttons->addWidget(m_details);
    layout->addLayout(buttons);
    m_growth->setObjectName(QStringLiteral("growthButton"));
    connect(m_growth, &QPushButton::clicked, this, [this] { Q_EMIT growthAsked(m_row.name); });
    m_details->setObjectName(QStringLiteral("verdictDetails"));
    m_details->setText(tr("Details…"));
    m_details->setToolTip(tr("The windows and gates behind this verdict"));
    m_details->setAutoRaise(true);
    connect(m_details, &QToolButton::clicked, this, [this] { (new DetailDialog(m_row, window()))->show(); });
    for (QLabel* label : {m_rate, m_interval, m_limit, m_evidence, m_left, m_profile}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
}

void VerdictCard::show(const VerdictRow& row) {
    m_row = row;
    setObjectName(QStringLiteral("verdict_") + row.name);
    // A signal of the second row that does nothing needs no more than its word; the rest is in the tool tip.
    const bool brief = rankOf(row.name.toStdString()) > 2 && row.tone != Tone::Bad &&
                       row.tone != Tone::Warning && row.left.isEmpty();
    setSize(brief ? CardSize::Brief : CardSize::Full);
    m_label->setText(row.label);
    m_value->setText(row.value);
    m_word->setText(row.word);
    const bool live = row.standing == Standing::Live && row.verdict != Verdict::NotMeasured;
    setOrHide(m_standing, live && !brief ? tr("so far") : QString());
    m_standing->setToolTip(
        tr("A word said while the run goes may be withdrawn; the verdict comes at the end."));
    setOrHide(m_rate, brief ? QString() : row.rate);
    setOrHide(m_interval, brief ? QString() : row.interval);
    setOrHide(m_evidence, brief ? QString() : row.evidence);
    setOrHide(m_left, row.left);
    setOrHide(m_limit, row.limit);
    setOrHide(m_profile, brief ? QString() : row.profile);
    m_growth->setVisible(!brief && !row.profile.isEmpty());
    m_details->setVisible(!brief && !row.details.isEmpty());
    m_details->setAccessibleName(tr("Details of %1").arg(row.label));
    setToolTip(brief ? row.evidence : QString());
    setAccessibleName(QStringLiteral("%1: %2").arg(row.label, row.word));
    setAccessibleDescription(
        QStringList{row.rate, row.interval, row.limit, row.evidence, row.left, row.profile}
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(QStringLiteral(". ")));
    dress();
}

// Brief: icon and word stand in the first line, between label and value.
void VerdictCard::setSize(CardSize size) {
    if (size == m_size) {
        return;
    }
    m_size = size;
    const bool brief = size == CardSize::Brief;
    QHBoxLayout* from = brief ? m_verdictLine : m_titleLine;
    QHBoxLayout* to = brief ? m_titleLine : m_verdictLine;
    from->removeWidget(m_icon);
    from->removeWidget(m_word);
    to->insertWidget(brief ? 2 : 0, m_icon);
    to->insertWidget(brief ? 3 : 1, m_word);
    QFont font = m_label->font();
    font.setPointSizeF(font.pointSizeF() * (brief ? 1.0 : LargeWord));
    m_word->setFont(font);
}

void VerdictCard::dress() {
    const ChartTheme theme = chartThemeFor(palette());
    const QColor color = theme.verdict(m_row.tone);
    m_icon->setPixmap(pixmapNamed(iconOf(m_row.verdict), color,
                                  m_size == CardSize::Brief ? SmallIcon : LargeIcon, devicePixelRatioF()));
    setTextColor(m_word, color);
    for (QLabel* label : {m_value, m_standing, m_interval}) {
        setTextColor(label, theme.mutedText);
    }
    update();
}

void VerdictCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QFrame::changeEvent(event);
}

// The stripe at the left repeats the colour of the word.
void VerdictCard::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(chartThemeFor(palette()).verdict(m_row.tone));
    painter.drawRoundedRect(QRectF(6, 12, 3, height() - 24), 1.5, 1.5);
}

}  // namespace leaktide::app
