// The progress of a run: phase and time left in words, and a bar whose segments are the phases.
#pragma once

#include <QWidget>

#include "app/models/run_progress.h"

namespace leaktide::app {

class PhaseBar : public QWidget {
    Q_OBJECT
public:
    explicit PhaseBar(QWidget* parent = nullptr);

    void show(const RunProgress& progress);
    using QWidget::show;
    [[nodiscard]] const RunProgress& progress() const { return m_progress; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintWords(QPainter& painter, const QRectF& area) const;
    void paintBar(QPainter& painter, const QRectF& area) const;

    RunProgress m_progress;
};

}  // namespace leaktide::app
