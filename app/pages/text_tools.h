// Small helpers for labels.
#pragma once

#include <QLabel>

namespace leaktide::app {

enum class TextSize { Small, Normal, Large };
enum class TextWeight { Normal, Bold };

// A label whose text is plain (never taken for markup: it may come from a peer) and can be selected.
QLabel* makeLabel(QWidget* parent, const QString& objectName, TextSize size, TextWeight weight);

// One line that ends in … where there is no room for all of it; the whole text is its tool tip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;
    void setWholeText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString m_whole;
};

void setTextColor(QWidget* label, const QColor& color);
QColor mutedColor(const QPalette& palette);

}  // namespace leaktide::app
