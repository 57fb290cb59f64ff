// Asks, without getting in the way, whether an undecided run may go on: Extend, Not now, Always. Stays as
// long as the session waits for the answer.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "engine/run/run_snapshot.h"

namespace leaktide::app {

class ExtendBar : public QFrame {
    Q_OBJECT
public:
    explicit ExtendBar(QWidget* parent = nullptr);

    void show(const std::optional<ExtensionOffer>& offer);  // hides without one
    using QWidget::show;
    [[nodiscard]] QString text() const { return m_text->text(); }

Q_SIGNALS:
    void extendChosen();
    void alwaysChosen();
    void notNowChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPushButton* addButton(const QString& objectName, const QString& label);

    QLabel* m_text;
};

}  // namespace leaktide::app
