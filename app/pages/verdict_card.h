// What is said about one signal: the word in colour with its icon, the rate with its interval, the sentence.
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "app/models/verdict_model.h"

namespace leaktide::app {

enum class CardSize { Full, Brief };

class VerdictCard : public QFrame {
    Q_OBJECT
public:
    explicit VerdictCard(QWidget* parent = nullptr);

    void show(const VerdictRow& row);
    using QWidget::show;
    [[nodiscard]] const VerdictRow& row() const { return m_row; }

Q_SIGNALS:
    void growthAsked(const QString& signal);  // the reader wants to see the stacks

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setupLayout();
    void setSize(CardSize size);
    void dress();

    QLabel* m_label;
    QLabel* m_value;
    QLabel* m_icon;
    QLabel* m_word;
    QLabel* m_standing;
    QLabel* m_rate;
    QLabel* m_interval;
    QLabel* m_evidence;
    QLabel* m_profile;
    QPushButton* m_growth;
    QLabel* m_left;
    QLabel* m_limit;
    QToolButton* m_details;
    QHBoxLayout* m_titleLine;
    QHBoxLayout* m_verdictLine;
    CardSize m_size = CardSize::Full;
    VerdictRow m_row;
};

}  // namespace leaktide::app
