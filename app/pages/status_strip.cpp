#include "app/pages/status_strip.h"

#include <QEvent>
#include <QHBoxLayout>

#include "app/charts/chart_theme.h"

namespace leaktide::app {

StatusStrip::StatusStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("statusStrip"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 2, 10, 2);
    row->setSpacing(6);
    m_done = addFigure(QStringLiteral("statusDone"), tr("Done"));
    m_rate = addFigure(QStringLiteral("statusRate"), tr("Rate"));
    m_p50 = addFigure(QStringLiteral("statusP50"), tr("Response p50"));
    m_p99 = addFigure(QStringLiteral("statusP99"), tr("p99"));
    m_errors = addFigure(QStringLiteral("statusErrors"), tr("Errors"));
    m_inFlight = addFigure(QStringLiteral("statusInFlight"), tr("In flight"));
    m_connections = addFigure(QStringLiteral("statusConnections"), tr("Connections"));
    m_source = new ElidedLabel(this);
    m_source->setObjectName(QStringLiteral("statusSource"));
    m_source->setTextFormat(Qt::PlainText);
    m_source->setProperty("muted", true);
    m_source->setAccessibleName(tr("Where the readings come from"));
    m_source->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_source->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_source, 1);
    dress();
}

QLabel* StatusStrip::addFigure(const QString& objectName, const QString& title) {
    QLabel* name =
        makeLabel(this, objectName + QStringLiteral("Title"), TextSize::Normal, TextWeight::Normal);
    name->setText(title);
    name->setProperty("muted", true);
    QLabel* value = makeLabel(this, objectName, TextSize::Normal, TextWeight::Bold);
    value->setText(QStringLiteral("–"));
    value->setAccessibleName(title);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addWidget(name);
    row->addWidget(value);
    row->addSpacing(16);
    return value;
}

void StatusStrip::show(const StatusFigures& figures, const QString& trouble) {
    m_done->setText(figures.done);
    m_rate->setText(figures.rate);
    m_p50->setText(figures.p50);
    m_p99->setText(figures.p99);
    m_errors->setText(figures.errors);
    m_errors->setToolTip(trouble);
    m_inFlight->setText(figures.inFlight);
    m_connections->setText(figures.connections);
    m_source->setWholeText(figures.source);
    if (m_troubled != figures.troubled) {
        m_troubled = figures.troubled;
        dress();
    }
}

void StatusStrip::dress() {
    const ChartTheme theme = chartThemeFor(palette());
    for (QLabel* label : findChildren<QLabel*>()) {
        if (label->property("muted").toBool()) {
            setTextColor(label, theme.mutedText);
        }
    }
    setTextColor(m_errors, m_troubled ? theme.bad : palette().color(QPalette::WindowText));
}

void StatusStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QWidget::changeEvent(event);
}

}  // namespace leaktide::app
