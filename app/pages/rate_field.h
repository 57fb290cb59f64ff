// The rate as a number, and a slider beside it that moves it up and down from there: three times as far to
// the right is a tenfold rate. Works while a run goes: the number then changes the run.
#pragma once

#include <QLineEdit>
#include <QSlider>
#include <QTimer>
#include <QWidget>

namespace leaktide::app {

class RateField : public QWidget {
    Q_OBJECT
public:
    explicit RateField(QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;  // trimmed
    void setText(const QString& text);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void confirmed();  // Return
    void slid();       // the slider has set another number; not more often than a few times a second

private:
    void center();  // the slider stands for the number that is there
    void slide(int position);

    QLineEdit* m_edit;
    QSlider* m_slider;
    QTimer m_pace;
    double m_middle = 0;  // the rate at the slider's middle; 0: there is none
};

}  // namespace leaktide::app
