// The whole of one run on one page: form, progress, message, charts, verdicts. Wires models to widgets.
#pragma once

#include <QAction>
#include <QHBoxLayout>
#include <QSplitter>
#include <QWidget>

#include "app/charts/chart_stack.h"
#include "app/models/fault_model.h"
#include "app/models/verdict_model.h"
#include "app/pages/banner.h"
#include "app/pages/extend_bar.h"
#include "app/pages/phase_bar.h"
#include "app/pages/plan_form.h"
#include "app/pages/verdict_panel.h"

namespace leaktide::app {

class RunPage : public QWidget {
    Q_OBJECT
public:
    RunPage(FaultModel* faults, VerdictModel* verdicts, QWidget* parent = nullptr);

    void show(const RunSnapshot& snapshot);
    using QWidget::show;
    void addTool(QAction* action);    // a button right of the progress bar
    void showReady();                 // no run yet, or it never began
    void showPlan(const Plan& plan);  // before its first snapshot

    [[nodiscard]] PlanForm* form() const { return m_form; }
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] ExtendBar* extendBar() const { return m_extendBar; }
    [[nodiscard]] ChartStack* charts() const { return m_charts; }
    [[nodiscard]] VerdictPanel* verdicts() const { return m_panel; }
    [[nodiscard]] QSplitter* splitter() const { return m_splitter; }

private:
    void setupLayout();
    QWidget* chartFrame();

    VerdictModel* m_verdicts;
    PlanForm* m_form;
    PhaseBar* m_phaseBar;
    Banner* m_banner;
    ExtendBar* m_extendBar;
    ChartStack* m_charts;
    VerdictPanel* m_panel;
    QSplitter* m_splitter;
    QHBoxLayout* m_progressRow;
};

}  // namespace leaktide::app
