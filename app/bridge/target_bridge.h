// Owns the bundled target: starts it with the app, switches its faults live, sees it die, stops it in time.
//
// Threading: lives on the GUI thread, signals are emitted there. The child process is started, asked and
// stopped on one thread that lives as long as this object: the child is told to die with the thread that
// started it (PR_SET_PDEATHSIG), and no call of the GUI thread ever waits for it.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThread>
#include <QTimer>
#include <QVector>
#include <functional>
#include <memory>
#include <string>

#include "app/bridge/target_faults.h"
#include "engine/run/bundled_target.h"

class QNetworkAccessManager;

namespace leaktide::app {

enum class TargetState { Absent, Starting, Running, Failed };

class TargetBridge : public QObject {
    Q_OBJECT
public:
    explicit TargetBridge(QObject* parent = nullptr);
    ~TargetBridge() override;  // stops the target: at most about a second

    [[nodiscard]] TargetState state() const { return m_state; }
    [[nodiscard]] const QString& url() const { return m_url; }  // "http://127.0.0.1:43117", empty when absent
    [[nodiscard]] int pid() const { return m_pid; }
    [[nodiscard]] const QVector<FaultInfo>& faults() const { return m_faults; }
    [[nodiscard]] QString description() const;          // "bundled target, pid 4711"
    [[nodiscard]] bool owns(const QString& url) const;  // does this URL lead to the bundled target?
    // How it is best read; only while it runs.
    [[nodiscard]] ProbePlan probe() const { return m_target ? m_target->probe() : ProbePlan{}; }
    // How the target ended, empty while it lives; may be called from any thread, as long as the run lasts.
    [[nodiscard]] std::function<std::string()> endTeller() const;

    // A running one is stopped first. `faults` like "task-stuck=every:50" are on from the start.
    void start(const QStringList& faults);
    // Switches `name` on with this setting and all other faults off; an empty name switches all off.
    void chooseFault(const QString& name, int every);
    void readFaults();
    void watch();  // looks now whether it still lives, and says so if it does not; else a timer does

Q_SIGNALS:
    void stateChanged(leaktide::app::TargetState state);
    void faultsChanged();
    void trouble(const QString& sentence);

private:
    void started(const std::shared_ptr<BundledTarget>& target, const QString& sentence);
    void setState(TargetState state);

    QThread m_thread;
    QObject* m_worker;  // lives on m_thread; only there as the address of queued calls
    std::shared_ptr<BundledTarget> m_target;
    QNetworkAccessManager* m_network;
    QTimer m_watch;
    TargetState m_state = TargetState::Absent;
    QString m_url;
    int m_pid = 0;
    QVector<FaultInfo> m_faults;
    QString m_chosenFault;  // asked for last
};

}  // namespace leaktide::app
