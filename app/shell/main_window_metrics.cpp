// The part of the window that lets a metric of the target be chosen for a signal.
#include "app/bridge/series_fetch.h"
#include "app/models/number_text.h"
#include "app/models/run_form.h"
#include "app/pages/metric_dialog.h"
#include "app/shell/main_window.h"

namespace leaktide::app {

void MainWindow::setupMetricsMenu(QMenu* menu) {
    menu->addAction(tr("Choose &metrics…"), this, &MainWindow::chooseMetrics)
        ->setObjectName(QStringLiteral("chooseMetricsAction"));
}

// For the runs that come: which metric of the target in the form shows which signal.
void MainWindow::chooseMetrics() {
    RunForm form = m_page->form()->form();
    if (form.url.isEmpty() && !m_bundledAddresses.isEmpty()) {
        form.url = m_bundledAddresses.constFirst();
    }
    FormOutcome outcome = planFromForm(form);
    if (outcome.mistake) {
        m_page->banner()->say(Tone::Bad, outcome.mistake->sentence);
        m_page->form()->showMistake(*outcome.mistake);
        return;
    }
    if (m_target.owns(form.url)) {
        outcome.plan->probe = m_target.probe();
    }
    MetricDialog dialog(m_choices, this);
    SeriesFetch fetch;
    connect(&fetch, &SeriesFetch::fetched, &dialog, [&dialog](const SeriesResult& result) {
        *result ? dialog.showSeries(**result) : dialog.showFailure(qt(result->error().message));
    });
    fetch.fetch(*outcome.plan);
    if (dialog.exec() == QDialog::Accepted) {
        m_choices = dialog.choices();
    }
}

}  // namespace leaktide::app
