// The one door between the engine and the window: starts a run, stops it, and turns the session's snapshots
// into queued Qt signals.
//
// Threading: lives on the GUI thread and all its signals are emitted there. Creating a session may wait
// seconds for the network, so it happens on a thread of its own that nobody waits for: a stop, or the end of
// this object, only forgets it, and what it still brings is dropped.
// A window that cannot keep up sees the newest snapshot and skips the ones between.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <mutex>

#include "engine/run/run_session.h"

namespace leaktide::app {

enum class RunState { Idle, Connecting, Running, Stopping };

class RunBridge : public QObject {
    Q_OBJECT
public:
    explicit RunBridge(QObject* parent = nullptr);
    ~RunBridge() override;  // stops a run and waits for it: at most about a second

    [[nodiscard]] RunState state() const { return m_state; }
    [[nodiscard]] RunSnapshotPtr latest() const { return m_latest; }  // of the newest run; may be null

    void start(const Plan& plan, const RunSettings& settings);  // only when Idle
    void stop();                                                // at once; nothing happens when Idle
    void setRate(const Rate& rate);                             // of the run that goes
    void markProfiles();                                        // of its target, now
    void answerExtension(ExtendConsent answer);                 // to RunSnapshot::offer

Q_SIGNALS:
    void stateChanged(leaktide::app::RunState state);
    void snapshotReady(const leaktide::RunSnapshotPtr& snapshot);
    void runEnded(const leaktide::RunSnapshotPtr& snapshot);  // after snapshotReady of the same
    void runRefused(const QString& sentence);                 // the run never began

private:
    using SessionResult = Result<std::unique_ptr<RunSession>>;
    struct Attempt;

    void receive(const RunSnapshotPtr& snapshot);  // on the session's thread
    void deliver();                                // on the GUI thread
    void created(const std::shared_ptr<Attempt>& attempt);
    void forgetAttempt();
    void setState(RunState state);

    RunState m_state = RunState::Idle;
    RunSnapshotPtr m_latest;
    std::shared_ptr<Attempt> m_attempt;  // the start that is under way

    std::mutex m_mutex;                     // guards m_arrived
    RunSnapshotPtr m_arrived;               // newest, not yet delivered
    std::unique_ptr<RunSession> m_session;  // last: it is joined before the rest goes
};

}  // namespace leaktide::app
