// The column of verdict cards, one per row of the model. Computes nothing.
#pragma once

#include <QAbstractItemModel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QVector>

#include "app/models/verdict_model.h"
#include "app/pages/verdict_card.h"

namespace leaktide::app {

class VerdictPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit VerdictPanel(VerdictModel* model, QWidget* parent = nullptr);

    [[nodiscard]] VerdictCard* card(const QString& signal) const;  // null when there is none

Q_SIGNALS:
    void growthAsked(const QString& signal);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitWidth();
    void rebuild();
    void refresh(int first, int last);

    VerdictModel* m_model;
    QVBoxLayout* m_column;
    QVector<VerdictCard*> m_cards;
};

}  // namespace leaktide::app
