// The part of the window that chooses what the form has no room for: further requests, and metrics.
#include "app/bridge/series_fetch.h"
#include "app/models/number_text.h"
#include "app/models/run_form.h"
#include "app/pages/metric_dialog.h"
#include "app/pages/requests_dialog.h"
#include "app/shell/main_window.h"

namespace leaktide::app {

void MainWindow::setupPlanMenu(QMenu* menu) {
    menu->addAction(tr("More re&quests…"), this, &MainWindow::chooseRequests)
        ->setObjectName(QStringLiteral("chooseRequestsAction"));
    menu->addAction(tr("Choose &metrics…"), this, &MainWindow::chooseMetrics)
        ->setObjectName(QStringLiteral("chooseMetricsAction"));
}

// For the runs that come: which requests are mixed with the one in the form.
void MainWindow::chooseRequests() {
    RequestsDialog dialog(filledForm().url, m_requests, this);
    if (dialog.exec() == QDialog::Accepted) {
        m_requests = dialog.requests();
        m_page->form()->setMoreRequests(static_cast<int>(m_requests.more.size()));
    }
}

// For the runs that come: which metric of the target in the form shows which signal.
void MainWindow::chooseMetrics() {
    const std::optional<Plan> plan = planOfForm();
    if (!plan) {
        return;
    }
    MetricDialog dialog(m_choices, this);
    SeriesFetch fetch;
    connect(&fetch, &SeriesFetch::fetched, &dialog, [&dialog](const SeriesResult& result) {
        *result ? dialog.showSeries(**result) : dialog.showFailure(qt(result->error().message));
    });
    fetch.fetch(*plan);
    if (dialog.exec() == QDialog::Accepted) {
        m_choices = dialog.choices();
    }
}

}  // namespace leaktide::app
