// The figures in the status bar.
#pragma once

#include <QLabel>
#include <QWidget>

#include "app/models/status_figures.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);

    void show(const StatusFigures& figures, const QString& trouble);
    using QWidget::show;

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addFigure(const QString& objectName, const QString& title);
    void dress();

    QLabel* m_done;
    QLabel* m_rate;
    QLabel* m_p50;
    QLabel* m_p99;
    QLabel* m_errors;
    QLabel* m_inFlight;
    QLabel* m_connections;
    ElidedLabel* m_source;
    bool m_troubled = false;
};

}  // namespace leaktide::app
