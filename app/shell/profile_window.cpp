#include "app/shell/profile_window.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QMessageBox>
#include <QVBoxLayout>
#include <algorithm>

#include "app/models/number_text.h"

namespace leaktide::app {

ProfileWindow::ProfileWindow(QWidget* parent) : QDialog(parent), m_page(new ProfilePage(this)) {
    setObjectName(QStringLiteral("profileWindow"));
    setWindowTitle(tr("What grew – Leaktide"));
    setWindowFlag(Qt::WindowMinMaxButtonsHint, true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    resize(980, 680);
}

// A snapshot comes several times a second, a mark a few times a run.
void ProfileWindow::showRun(const RunSnapshot& snapshot) {
    const auto started = snapshot.record.startedAt.time_since_epoch().count();
    const QString run = QString::number(started);
    if (run == m_runStart && snapshot.record.profiles.size() == m_marks) {
        return;
    }
    m_runStart = run;
    m_marks = snapshot.record.profiles.size();
    m_page->setRun(snapshot.record.profiles);
}

void ProfileWindow::openOn(const RunSnapshot* snapshot, const QString& signal) {
    if (snapshot != nullptr) {
        showRun(*snapshot);
        const auto& all = snapshot->record.signals;
        const auto wanted = std::find_if(all.begin(), all.end(), [&signal](const SignalRecord& record) {
            return record.profile && (signal.isEmpty() || qt(record.spec.name) == signal);
        });
        if (wanted != all.end()) {
            const ProfileEvidence& evidence = *wanted->profile;
            m_page->choose(qt(evidence.kind), qt(evidence.before), qt(evidence.after));
        }
    }
    raiseIt();
}

void ProfileWindow::raiseIt() {
    show();
    raise();
    activateWindow();
}

void ProfileWindow::askForFiles(const QString& folder) {
    const QStringList paths =
        QFileDialog::getOpenFileNames(parentWidget(), tr("Open one profile, or two to compare"), folder,
                                      tr("Profiles of pprof (*.pb.gz *.pb *.prof *.pprof);;All files (*)"));
    if (paths.isEmpty()) {
        return;
    }
    if (paths.size() > 2) {
        QMessageBox::warning(parentWidget(), tr("Open profile"), tr("One file or two, please."));
        return;
    }
    if (const QString trouble = m_page->openFiles(paths); !trouble.isEmpty()) {
        QMessageBox::warning(parentWidget(), tr("Open profile"), trouble);
        return;
    }
    raiseIt();
}

// Return belongs to the fields; Esc closes once nothing is left to zoom out of.
void ProfileWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
    }
}

}  // namespace leaktide::app
