// The one window. Connects the bridges with the page, owns both, and stops both when it is closed.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <vector>

#include "app/bridge/run_bridge.h"
#include "app/bridge/target_bridge.h"
#include "app/models/fault_model.h"
#include "app/models/verdict_model.h"
#include "app/pages/run_page.h"
#include "app/pages/status_strip.h"
#include "app/shell/app_options.h"
#include "app/shell/profile_window.h"
#include "app/shell/settings_store.h"

namespace leaktide::app {

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // `settings` must outlive the window.
    MainWindow(const AppOptions& options, SettingsStore& settings);
    ~MainWindow() override;

    void begin();  // starts the bundled target, and the run if the options say so
    [[nodiscard]] RunPage* page() const { return m_page; }
    [[nodiscard]] RunBridge& runs() { return m_runs; }
    [[nodiscard]] TargetBridge& target() { return m_target; }

public Q_SLOTS:
    RunForm filledForm();
    std::optional<Plan> planOfForm();
    void startRun();
    void stopRun();
    void exportRun();
    void markProfiles();
    void chooseFile();
    void openFile(const QString& path);  // a recorded run or a CSV series

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void setupPage();
    void setupFileMenu();
    void setupRunMenu();
    void setupExtendMenu(QMenu* menu);
    void setupExtendBar();
    void setupPlanMenu(QMenu* menu);
    void chooseRequests();
    void chooseMetrics();
    void applyExtending(Plan& plan, RunSettings& settings) const;
    void sayNotices(const RunSnapshot& snapshot);
    [[nodiscard]] RunSnapshotPtr shownRun() const;
    void setupProfileMenu();
    void setupViewMenu();
    void setupHelpMenu();
    void setupBridges();
    void restoreWindow();

    void targetChanged(TargetState state);
    void faultsRead();
    void runChanged(RunState state);
    void showSnapshot(const RunSnapshotPtr& snapshot);
    void sayClientLimit(const QString& sentence);
    void sayEnd(const RunSnapshot& snapshot);
    void fillChartsMenu(const RunSnapshot& snapshot);
    void offerAddresses();
    void refreshFaultAccess();
    void restartTarget();
    void refreshMarking();
    void showGrowth(const QString& signal);
    void changeRate(const QString& text);
    void showKeys();
    void dressActions();
    void showAbout();

    AppOptions m_options;
    SettingsStore& m_settings;
    TargetBridge m_target;
    RunBridge m_runs;  // after m_target, so that it ends first
    FaultModel m_faults;
    VerdictModel m_verdicts;
    RunPage* m_page = nullptr;
    StatusStrip* m_status = nullptr;
    ProfileWindow* m_profiles = nullptr;
    QMenu* m_chartsMenu = nullptr;
    QAction* m_markAction = nullptr;
    QAction* m_startAction = nullptr;
    QAction* m_stopAction = nullptr;
    QAction* m_exportAction = nullptr;
    QAction* m_restartAction = nullptr;
    QAction* m_openAction = nullptr;
    QActionGroup* m_extendActions = nullptr;
    RunSnapshotPtr m_opened;  // from a file, instead of the newest run
    qsizetype m_noticesSaid = 0;
    QStringList m_bundledAddresses;
    FormRequests m_requests;              // beside the one in the form, for the runs of this window
    std::vector<SignalChoice> m_choices;  // metrics of the user's choice, for the runs of this window
    QString m_clientLimit;                // what the banner says of this client, while it does
    bool m_startWhenReady = false;        // a run waits for the bundled target
    bool m_faultFromTarget = false;       // the next list of faults says which one is on
};

}  // namespace leaktide::app
