#include "app/shell/main_window.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QScreen>
#include <QStatusBar>
#include <algorithm>

#include "app/models/number_text.h"
#include "app/models/run_progress.h"
#include "app/models/status_figures.h"
#include "app/pages/icons.h"
#include "app/shell/confirm_load.h"
#include "app/shell/csv_export.h"

namespace leaktide::app {

MainWindow::MainWindow(const AppOptions& options, SettingsStore& settings)
    : m_options(options), m_settings(settings) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Leaktide"));
    setWindowIcon(programIcon());
    setupPage();
    setupFileMenu();
    setupRunMenu();
    setupProfileMenu();
    setupViewMenu();
    setupHelpMenu();
    setupBridges();
    setupExtendBar();
    restoreWindow();
    dressActions();
    runChanged(RunState::Idle);
}

MainWindow::~MainWindow() = default;

void MainWindow::setupPage() {
    m_page = new RunPage(&m_faults, &m_verdicts, this);
    setCentralWidget(m_page);
    m_status = new StatusStrip(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    RunForm form = m_settings.form();
    form.url = m_options.url;
    form.duration = m_options.duration.isEmpty() ? form.duration : m_options.duration;
    form.rate = m_options.rate.isEmpty() ? form.rate : m_options.rate;
    form.connections = m_options.connections.value_or(form.connections);
    if (form.url.isEmpty() && m_options.bundled == BundledUse::Leave) {
        form.url = m_settings.addresses().value(0);
    }
    m_page->form()->setForm(form);
    offerAddresses();
    connect(m_page->form(), &PlanForm::startRequested, this, &MainWindow::startRun);
    connect(m_page->form(), &PlanForm::stopRequested, this, &MainWindow::stopRun);
    connect(m_page->form(), &PlanForm::urlChanged, this, &MainWindow::refreshFaultAccess);
    connect(m_page->form(), &PlanForm::rateChosen, this, &MainWindow::changeRate);
    connect(m_page->form(), &PlanForm::faultChosen, &m_target, &TargetBridge::chooseFault);
}

void MainWindow::setupBridges() {
    connect(&m_target, &TargetBridge::stateChanged, this, &MainWindow::targetChanged);
    connect(&m_target, &TargetBridge::faultsChanged, this, &MainWindow::faultsRead);
    connect(&m_target, &TargetBridge::trouble, this,
            [this](const QString& sentence) { m_page->banner()->say(Tone::Bad, sentence); });
    connect(&m_runs, &RunBridge::stateChanged, this, &MainWindow::runChanged);
    connect(&m_runs, &RunBridge::snapshotReady, this, &MainWindow::showSnapshot);
    connect(&m_runs, &RunBridge::runRefused, this, [this](const QString& sentence) {
        m_page->banner()->say(Tone::Bad, sentenceText(sentence.toStdString()));
    });
    connect(&m_runs, &RunBridge::runEnded, this,
            [this](const RunSnapshotPtr& snapshot) { sayEnd(*snapshot); });
}

void MainWindow::begin() {
    if (m_options.bundled == BundledUse::Start) {
        m_target.start(m_options.faults);
    }
    if (!m_options.file.isEmpty()) {
        openFile(m_options.file);
        return;
    }
    if (m_options.atStart == AtStart::Run) {
        m_startWhenReady = m_options.url.isEmpty();
        if (!m_startWhenReady) {
            startRun();
        }
    }
}

void MainWindow::targetChanged(TargetState state) {
    m_restartAction->setEnabled(state != TargetState::Starting);
    m_restartAction->setText(state == TargetState::Absent ? tr("Start the &bundled target")
                                                          : tr("Restart the &bundled target"));
    if (state == TargetState::Running) {
        const QString before = m_page->form()->form().url;
        const bool bundledChosen = before.isEmpty() || m_bundledAddresses.contains(before);
        m_bundledAddresses.clear();
        for (const char* path : {"/json", "/stream", "/delay", "/echo"}) {
            m_bundledAddresses += m_target.url() + QLatin1String(path);
        }
        offerAddresses();
        if (bundledChosen) {
            RunForm form = m_page->form()->form();
            form.url = m_bundledAddresses.constFirst();
            m_page->form()->setForm(form);
        }
        m_faultFromTarget = true;
        if (std::exchange(m_startWhenReady, false)) {
            startRun();
        }
    }
    refreshFaultAccess();
}

void MainWindow::faultsRead() {
    m_faults.setFaults(m_target.faults());
    if (std::exchange(m_faultFromTarget, false)) {
        for (const FaultInfo& fault : m_target.faults()) {
            if (fault.on) {
                m_page->form()->setFault(fault.name, fault.every);
            }
        }
    }
    refreshFaultAccess();
}

void MainWindow::refreshFaultAccess() {
    const bool switchable = m_target.state() == TargetState::Running && m_faults.rowCount() > 1 &&
                            m_target.owns(m_page->form()->form().url);
    m_page->form()->setFaultAccess(switchable ? FaultAccess::Available : FaultAccess::None);
}

void MainWindow::offerAddresses() {
    m_page->form()->setAddresses(m_bundledAddresses + m_settings.addresses());
}

RunForm MainWindow::filledForm() {
    RunForm form = m_page->form()->form();
    if (form.url.isEmpty() && !m_bundledAddresses.isEmpty()) {
        form.url = m_bundledAddresses.constFirst();
        m_page->form()->setForm(form);
    }
    return form;
}

// Nothing, and said, where the form is not filled in rightly.
std::optional<Plan> MainWindow::planOfForm() {
    const RunForm form = filledForm();
    FormOutcome outcome = planFromForm(form, m_requests);
    if (outcome.mistake) {
        m_page->banner()->say(Tone::Bad, outcome.mistake->sentence);
        m_page->form()->showMistake(*outcome.mistake);
        return std::nullopt;
    }
    if (m_target.owns(form.url)) {
        outcome.plan->probe = m_target.probe();
    }
    outcome.plan->probe.signalChoices = m_choices;
    return std::move(outcome.plan);
}

void MainWindow::startRun() {
    if (m_runs.state() != RunState::Idle) {
        return;
    }
    const RunForm form = filledForm();
    m_target.watch();  // it may have died since the timer looked
    if (m_target.state() == TargetState::Failed && m_bundledAddresses.contains(form.url)) {
        m_startWhenReady = true;  // it died: a fresh one first
        m_page->banner()->clear();
        restartTarget();
        return;
    }
    std::optional<Plan> plan = planOfForm();
    if (!plan) {
        return;
    }
    const std::optional<QString> host = publicHostOf(*plan);
    if (host && askForPublicHost(this, *host, m_settings) == Consent::Refused) {
        return;
    }
    RunSettings settings;
    if (m_target.owns(form.url)) {
        settings.targetDescription = m_target.description().toStdString();
        settings.howTargetEnded = m_target.endTeller();
    } else {
        m_settings.addAddress(form.url);
        offerAddresses();
    }
    m_settings.setForm(form);
    m_page->banner()->clear();
    applyExtending(*plan, settings);
    m_opened.reset();
    m_noticesSaid = 0;
    m_page->showPlan(*plan);
    m_runs.start(*plan, settings);
}

void MainWindow::changeRate(const QString& text) {
    const RateOutcome outcome = rateFromText(text);
    if (outcome.mistake) {
        m_page->banner()->say(Tone::Bad, outcome.mistake->sentence);
        return;
    }
    m_page->banner()->clear();
    m_runs.setRate(*outcome.rate);
}

void MainWindow::stopRun() {
    m_runs.stop();
}

void MainWindow::runChanged(RunState state) {
    m_page->form()->setState(state);
    m_startAction->setEnabled(state == RunState::Idle);
    if (state == RunState::Idle && !m_runs.latest()) {
        m_page->showReady();
    }
    m_stopAction->setEnabled(state == RunState::Connecting || state == RunState::Running);
    m_openAction->setEnabled(state == RunState::Idle);
    m_exportAction->setEnabled(shownRun() != nullptr);
    refreshMarking();
    if (state != RunState::Idle) {
        setWindowTitle(tr("Running – Leaktide"));
    } else if (!m_runs.latest()) {
        setWindowTitle(tr("Leaktide"));
    }
}

void MainWindow::showSnapshot(const RunSnapshotPtr& snapshot) {
    m_page->show(*snapshot);
    m_status->show(statusFiguresOf(*snapshot), troubleText(snapshot->record));
    m_exportAction->setEnabled(true);
    m_profiles->showRun(*snapshot);
    refreshMarking();
    fillChartsMenu(*snapshot);
    sayNotices(*snapshot);
    sayClientLimit(snapshot->clientLimit.empty() ? QString() : sentenceText(snapshot->clientLimit));
}

// The figures in it change from second to second; the banner stays as it was first said.
void MainWindow::sayClientLimit(const QString& sentence) {
    Banner* banner = m_page->banner();
    if (!sentence.isEmpty() && m_clientLimit.isEmpty() && !banner->isVisible()) {
        banner->say(Tone::Warning, sentence);
        m_clientLimit = banner->text();
    } else if (sentence.isEmpty() && !m_clientLimit.isEmpty()) {
        if (banner->text() == m_clientLimit) {
            banner->clear();
        }
        m_clientLimit.clear();
    }
}

void MainWindow::sayEnd(const RunSnapshot& snapshot) {
    setWindowTitle(tr("%1 – Leaktide").arg(summaryOf(snapshot)));
    const StopReason reason = snapshot.record.stopReason;
    if (reason != StopReason::Finished && reason != StopReason::StoppedByUser) {
        m_page->banner()->say(Tone::Bad, endSentence(snapshot));
    }
}

void MainWindow::exportRun() {
    const RunSnapshotPtr snapshot = shownRun();
    if (!snapshot) {
        return;
    }
    const auto outcome = exportCsv(this, snapshot->record, m_settings.exportFolder());
    if (!outcome) {
        return;
    }
    if (!outcome->folder.isEmpty()) {
        m_settings.setExportFolder(outcome->folder);
    }
    m_page->banner()->say(outcome->tone, outcome->sentence);
}

void MainWindow::restartTarget() {
    const QString fault = m_page->form()->fault();
    m_target.start(
        fault.isEmpty()
            ? QStringList()
            : QStringList(QStringLiteral("%1=every:%2").arg(fault).arg(m_page->form()->faultEvery())));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_settings.setBytes(QStringLiteral("geometry"), saveGeometry());
    m_settings.setBytes(QStringLiteral("splitter"), m_page->splitter()->saveState());
    hide();
    m_runs.stop();
    event->accept();
}

void MainWindow::restoreWindow() {
    const QSize room = screen()->availableSize();
    resize(std::min(1320, room.width() * 94 / 100), std::min(860, room.height() * 90 / 100));
    restoreGeometry(m_settings.bytes(QStringLiteral("geometry")));
    m_page->splitter()->restoreState(m_settings.bytes(QStringLiteral("splitter")));
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_exportAction != nullptr) {
        dressActions();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::dressActions() {
    m_exportAction->setIcon(iconNamed(QStringLiteral("export"), palette().color(QPalette::ButtonText)));
}

// Only what no field wanted arrives here.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        startRun();
    } else {
        QMainWindow::keyPressEvent(event);
    }
}

}  // namespace leaktide::app
