#include "app/pages/rate_field.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <cmath>

#include "app/models/number_text.h"
#include "app/models/run_form.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr int Middle = 150;
constexpr double PositionsPerDecade = 100;
constexpr int PaceMs = 150;

}  // namespace

RateField::RateField(QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_slider(new QSlider(Qt::Horizontal, this)) {
    setObjectName(QStringLiteral("rateBox"));
    m_edit->setObjectName(QStringLiteral("rateField"));
    m_edit->setAccessibleName(tr("Rate in requests per second"));
    m_edit->setPlaceholderText(tr("as fast as they go"));
    m_edit->setToolTip(
        tr("Requests per second: 2000, 1.75, 10k, 300/1m; Return changes it while the run goes. Empty: each "
           "connection sends its next request as soon as the last one ended."));
    m_edit->setFixedWidth(m_edit->fontMetrics().horizontalAdvance(m_edit->placeholderText()) + 24);
    m_slider->setObjectName(QStringLiteral("rateSlider"));
    m_slider->setAccessibleName(tr("Faster or slower"));
    m_slider->setToolTip(tr("Faster or slower, also while the run goes."));
    m_slider->setRange(0, 2 * Middle);
    m_slider->setPageStep(10);
    m_slider->setFixedWidth(90);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_edit);
    row->addWidget(m_slider);
    m_edit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setFocusProxy(m_edit);
    m_pace.setSingleShot(true);
    m_pace.setInterval(PaceMs);
    connect(&m_pace, &QTimer::timeout, this, &RateField::slid);
    connect(m_edit, &QLineEdit::returnPressed, this, &RateField::confirmed);
    connect(m_edit, &QLineEdit::textEdited, this, &RateField::center);
    connect(m_slider, &QSlider::valueChanged, this, &RateField::slide);
    center();
}

QString RateField::text() const {
    return m_edit->text().trimmed();
}

void RateField::setText(const QString& text) {
    m_edit->setText(text);
    center();
}

void RateField::center() {
    const RateOutcome outcome = rateFromText(text());
    m_middle = outcome.rate ? outcome.rate->perSecond() : 0;
    m_slider->setEnabled(m_middle > 0);
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(Middle);
}

void RateField::slide(int position) {
    const double rate = m_middle * std::pow(10.0, (position - Middle) / PositionsPerDecade);
    m_edit->setText(qt(formatSignificant(rate)));
    if (!m_pace.isActive()) {
        m_pace.start();
    }
}

}  // namespace leaktide::app
