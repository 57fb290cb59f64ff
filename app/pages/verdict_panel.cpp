#include "app/pages/verdict_panel.h"

#include <QEvent>
#include <QScrollBar>
#include <algorithm>

namespace leaktide::app {

VerdictPanel::VerdictPanel(VerdictModel* model, QWidget* parent)
    : QScrollArea(parent), m_model(model), m_column(nullptr) {
    setObjectName(QStringLiteral("verdictPanel"));
    setAccessibleName(tr("Verdicts"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    content->setObjectName(QStringLiteral("verdictColumn"));
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 4, 0);
    m_column->setSpacing(10);
    m_column->addStretch(1);
    setWidget(content);
    setMinimumWidth(300);
    connect(model, &QAbstractItemModel::modelReset, this, &VerdictPanel::rebuild);
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& from, const QModelIndex& to) { refresh(from.row(), to.row()); });
    rebuild();
}

VerdictCard* VerdictPanel::card(const QString& signal) const {
    for (VerdictCard* card : m_cards) {
        if (card->row().name == signal) {
            return card;
        }
    }
    return nullptr;
}

void VerdictPanel::rebuild() {
    while (m_cards.size() > m_model->rowCount()) {
        delete m_cards.takeLast();
    }
    while (m_cards.size() < m_model->rowCount()) {
        m_cards.append(new VerdictCard(widget()));
        connect(m_cards.back(), &VerdictCard::growthAsked, this, &VerdictPanel::growthAsked);
        m_column->insertWidget(static_cast<int>(m_cards.size()) - 1, m_cards.back());
    }
    refresh(0, m_model->rowCount() - 1);
}

void VerdictPanel::refresh(int first, int last) {
    for (int i = first; i <= last; ++i) {
        m_cards.at(i)->show(m_model->row(i));
    }
    fitWidth();
}

// There is no horizontal scroll bar: the panel is as wide as its widest card wants, beside the vertical one.
void VerdictPanel::fitWidth() {
    setMinimumWidth(
        std::max(300, widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width()));
}

// What a card wants is known when its layout has seen its new texts, not when they were set.
bool VerdictPanel::eventFilter(QObject* watched, QEvent* event) {
    const bool handled = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fitWidth();
    }
    return handled;
}

}  // namespace leaktide::app
