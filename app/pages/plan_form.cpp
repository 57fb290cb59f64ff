#include "app/pages/plan_form.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

#include "app/models/fault_model.h"
#include "app/pages/icons.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

PlanForm::PlanForm(QAbstractItemModel* faults, QWidget* parent)
    : QWidget(parent),
      m_url(new QComboBox(this)),
      m_connections(new QSpinBox(this)),
      m_rate(new RateField(this)),
      m_duration(new QLineEdit(this)),
      m_fault(new QComboBox(this)),
      m_every(new QSpinBox(this)),
      m_button(new QPushButton(this)) {
    setupTarget();
    setupLoad();
    setupFault(faults);
    setupButton();
    setupLayout();
    setState(RunState::Idle);
}

void PlanForm::setupTarget() {
    m_url->setObjectName(QStringLiteral("urlField"));
    m_url->setAccessibleName(tr("Target URL"));
    m_url->setToolTip(tr("The address that is put under load. Leave it empty for the bundled target."));
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_url->setMinimumContentsLength(18);
    m_url->lineEdit()->setObjectName(QStringLiteral("urlEdit"));
    m_url->lineEdit()->setAccessibleName(tr("Target URL"));
    m_url->lineEdit()->setPlaceholderText(tr("Paste a URL, or leave empty for the bundled target"));
    connect(m_url, &QComboBox::editTextChanged, this, &PlanForm::urlChanged);
    connect(m_url->lineEdit(), &QLineEdit::returnPressed, this, &PlanForm::startRequested);
}

void PlanForm::setupLoad() {
    m_connections->setObjectName(QStringLiteral("connectionsField"));
    m_connections->setAccessibleName(tr("Connections"));
    m_connections->setToolTip(tr("Connections that stay open, each with one request at a time."));
    m_connections->setRange(1, 100000);
    m_duration->setObjectName(QStringLiteral("durationField"));
    m_duration->setAccessibleName(tr("Duration of the load"));
    m_duration->setToolTip(tr("How long requests are sent: 20s, 5m, 1h30m. Baseline and drain come on top."));
    m_duration->setFixedWidth(m_duration->fontMetrics().horizontalAdvance(QStringLiteral("1h30m00s")) + 16);
    connect(m_duration, &QLineEdit::returnPressed, this, &PlanForm::startRequested);
    connect(m_rate, &RateField::confirmed, this, [this] {
        m_state == RunState::Running ? Q_EMIT rateChosen(m_rate->text()) : Q_EMIT startRequested();
    });
    connect(m_rate, &RateField::slid, this, [this] {
        if (m_state == RunState::Running) {
            Q_EMIT rateChosen(m_rate->text());
        }
    });
}

void PlanForm::setupFault(QAbstractItemModel* faults) {
    m_fault->setObjectName(QStringLiteral("faultField"));
    m_fault->setAccessibleName(tr("Fault of the bundled target"));
    m_fault->setModel(faults);
    m_fault->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_every->setObjectName(QStringLiteral("faultEveryField"));
    m_every->setAccessibleName(tr("One request in so many has the fault"));
    m_every->setToolTip(tr("The fault strikes one request in so many."));
    m_every->setRange(1, 1000000);
    m_every->setValue(50);
    m_every->setPrefix(tr("1 in "));
    m_every->setKeyboardTracking(false);
    connect(m_fault, &QComboBox::activated, this, &PlanForm::chooseFault);
    connect(m_every, &QSpinBox::valueChanged, this, [this] {
        if (!fault().isEmpty()) {
            chooseFault();
        }
    });
    setFaultAccess(FaultAccess::None);
}

void PlanForm::setupButton() {
    m_button->setObjectName(QStringLiteral("startButton"));
    m_button->setDefault(true);
    m_button->setMinimumWidth(m_button->fontMetrics().horizontalAdvance(QStringLiteral("Connecting…")) + 56);
    connect(m_button, &QPushButton::clicked, this,
            [this] { m_state == RunState::Idle ? Q_EMIT startRequested() : Q_EMIT stopRequested(); });
}

void PlanForm::setupLayout() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(column(tr("&Target"), m_url), 1);
    row->addWidget(column(tr("&Connections"), m_connections));
    row->addWidget(column(tr("R&ate per second"), m_rate));
    row->addWidget(column(tr("&Duration"), m_duration));
    row->addWidget(column(tr("&Fault"), m_fault));
    row->addWidget(column(tr("How &often"), m_every));
    row->addWidget(column(QString(), m_button));
    QWidget::setTabOrder(m_every, m_button);
}

QWidget* PlanForm::column(const QString& label, QWidget* field) {
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    QLabel* title =
        makeLabel(box, field->objectName() + QStringLiteral("Label"), TextSize::Small, TextWeight::Normal);
    title->setText(label);
    title->setBuddy(field->focusProxy() != nullptr ? field->focusProxy() : field);
    setTextColor(title, mutedColor(palette()));
    layout->addWidget(title);
    field->setParent(box);
    field->setMinimumHeight(34);
    layout->addWidget(field);
    return box;
}

RunForm PlanForm::form() const {
    return {m_url->currentText().trimmed(), m_connections->value(), m_rate->text(),
            m_duration->text().trimmed()};
}

void PlanForm::setForm(const RunForm& form) {
    m_url->setEditText(form.url);
    m_url->lineEdit()->setCursorPosition(0);
    m_connections->setValue(form.connections);
    m_rate->setText(form.rate);
    m_duration->setText(form.duration);
}

void PlanForm::setAddresses(const QStringList& addresses) {
    const QString text = m_url->currentText();
    const QSignalBlocker quiet(m_url);
    m_url->clear();
    m_url->addItems(addresses);
    m_url->setEditText(text);
}

void PlanForm::setMoreRequests(int count) {
    findChild<QLabel*>(m_url->objectName() + QStringLiteral("Label"))
        ->setText(count == 0   ? tr("&Target")
                  : count == 1 ? tr("&Target, and one more request")
                               : tr("&Target, and %1 more requests").arg(count));
}

void PlanForm::setState(RunState state) {
    m_state = state;
    const bool idle = state == RunState::Idle;
    for (QWidget* field : std::initializer_list<QWidget*>{m_url, m_connections, m_duration}) {
        field->setEnabled(idle);
    }
    // A run with a rate can be given another one; one that goes as fast as it can has none to change.
    m_rate->setEnabled(idle || (state == RunState::Running && !m_rate->text().isEmpty()));
    if (!idle) {
        m_url->lineEdit()->setCursorPosition(0);
    }
    m_button->setEnabled(state != RunState::Stopping);
    m_button->setText(idle                            ? tr("Start")
                      : state == RunState::Connecting ? tr("Connecting…")
                      : state == RunState::Stopping   ? tr("Stopping…")
                                                      : tr("Stop"));
    m_button->setAccessibleName(idle ? tr("Start the run") : tr("Stop the run"));
    m_button->setToolTip(idle ? tr("Start the run (Return)") : tr("Stop the run at once (Esc)"));
    m_button->setProperty("running", !idle);
    dressButton();
}

void PlanForm::dressButton() {
    m_button->style()->unpolish(m_button);
    m_button->style()->polish(m_button);
    const bool idle = m_state == RunState::Idle;
    m_button->setIcon(iconNamed(idle ? QStringLiteral("start") : QStringLiteral("stop"),
                                m_button->palette().color(QPalette::ButtonText)));
}

void PlanForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        for (QLabel* label : findChildren<QLabel*>()) {
            setTextColor(label, mutedColor(palette()));
        }
        dressButton();
    }
    QWidget::changeEvent(event);
}

void PlanForm::setFaultAccess(FaultAccess access) {
    const bool available = access == FaultAccess::Available;
    m_fault->setEnabled(available);
    m_every->setEnabled(available);
    explainFault();
}

void PlanForm::explainFault() {
    if (!m_fault->isEnabled()) {
        m_fault->setToolTip(tr("Only the bundled target has faults to switch."));
        return;
    }
    m_fault->setToolTip(
        tr("A leak injected on purpose; can be switched while the run goes.") +
        QStringLiteral("\n%1: %2")
            .arg(m_fault->currentText(), m_fault->currentData(FaultModel::ExplainsRole).toString()));
}

void PlanForm::showMistake(const FormMistake& mistake) {
    QWidget* field = m_url;
    switch (mistake.field) {
        case FormField::Connections:
            field = m_connections;
            break;
        case FormField::Rate:
            field = m_rate;
            break;
        case FormField::Duration:
            field = m_duration;
            break;
        case FormField::Url:
            break;
    }
    field->setFocus(Qt::OtherFocusReason);
}

QString PlanForm::fault() const {
    return m_fault->currentData(FaultModel::NameRole).toString();
}

int PlanForm::faultEvery() const {
    return m_every->value();
}

void PlanForm::setFault(const QString& name, int every) {
    const QSignalBlocker quiet(m_every);
    m_every->setValue(every);
    const int row = m_fault->findData(name, FaultModel::NameRole);
    m_fault->setCurrentIndex(std::max(0, row));
    explainFault();
}

void PlanForm::chooseFault() {
    explainFault();
    Q_EMIT faultChosen(fault(), faultEvery());
}

}  // namespace leaktide::app
