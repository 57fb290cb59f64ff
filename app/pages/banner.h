// One sentence across the window: what went wrong, or where something was written. Stays until it is closed
// or replaced; never covers anything.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>

#include "app/models/phase_words.h"

namespace leaktide::app {

class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    void say(Tone tone, const QString& sentence);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void dress();

    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_close;
    Tone m_tone = Tone::Notice;
};

}  // namespace leaktide::app
