// The row on top: what to load, how hard, for how long, which fault; and the one button. Shows and collects
// words only; what they mean is in models/run_form.h.
#pragma once

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QWidget>

#include "app/bridge/run_bridge.h"
#include "app/models/run_form.h"
#include "app/pages/rate_field.h"

namespace leaktide::app {

enum class FaultAccess { None, Available };  // only the bundled target has faults to switch

class PlanForm : public QWidget {
    Q_OBJECT
public:
    PlanForm(QAbstractItemModel* faults, QWidget* parent = nullptr);

    [[nodiscard]] RunForm form() const;
    void setForm(const RunForm& form);
    void setAddresses(const QStringList& addresses);  // the list behind the target field; keeps its text
    void setMoreRequests(int count);  // that are sent beside the one to the target; said above its field
    void setState(RunState state);
    void setFaultAccess(FaultAccess access);
    void showMistake(const FormMistake& mistake);  // puts the cursor there

    [[nodiscard]] QString fault() const;  // empty: none
    [[nodiscard]] int faultEvery() const;
    void setFault(const QString& name, int every);  // without faultChosen

Q_SIGNALS:
    void startRequested();
    void stopRequested();
    void urlChanged(const QString& url);
    void rateChosen(const QString& rate);  // while the run goes
    void faultChosen(const QString& name, int every);

protected:
    void changeEvent(QEvent* event) override;

private:
    void setupTarget();
    void setupLoad();
    void setupFault(QAbstractItemModel* faults);
    void setupButton();
    void setupLayout();
    QWidget* column(const QString& label, QWidget* field);
    void chooseFault();
    void explainFault();
    void dressButton();

    QComboBox* m_url;
    QSpinBox* m_connections;
    RateField* m_rate;
    QLineEdit* m_duration;
    QComboBox* m_fault;
    QSpinBox* m_every;
    QPushButton* m_button;
    RunState m_state = RunState::Idle;
};

}  // namespace leaktide::app
