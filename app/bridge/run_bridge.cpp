#include "app/bridge/run_bridge.h"

#include <QMetaObject>
#include <optional>
#include <thread>
#include <utility>

namespace leaktide::app {

// Shared by the creating thread and the bridge.
struct RunBridge::Attempt {
    std::mutex mutex;
    RunBridge* owner = nullptr;           // guarded by mutex; null once nobody waits for the result
    std::optional<SessionResult> result;  // the creating thread's until it has posted created()
};

RunBridge::RunBridge(QObject* parent) : QObject(parent) {}

RunBridge::~RunBridge() {
    forgetAttempt();
    m_session.reset();
}

void RunBridge::start(const Plan& plan, const RunSettings& settings) {
    if (m_state != RunState::Idle) {
        return;
    }
    m_session.reset();
    m_latest.reset();
    m_attempt = std::make_shared<Attempt>();
    m_attempt->owner = this;
    setState(RunState::Connecting);
    // The listener keeps `this`: it is called only by a started session, and only m_session is started.
    auto listener = [this](const RunSnapshotPtr& snapshot) { receive(snapshot); };
    std::thread([plan, settings, listener = std::move(listener), attempt = m_attempt] {
        attempt->result.emplace(RunSession::create(plan, settings, listener));
        const std::lock_guard lock(attempt->mutex);
        if (RunBridge* owner = attempt->owner) {
            QMetaObject::invokeMethod(
                owner, [owner, attempt] { owner->created(attempt); }, Qt::QueuedConnection);
        }
    }).detach();
}

void RunBridge::created(const std::shared_ptr<Attempt>& attempt) {
    if (attempt != m_attempt) {
        return;  // stopped meanwhile
    }
    m_attempt.reset();
    SessionResult result = std::move(*attempt->result);
    if (!result) {
        setState(RunState::Idle);
        Q_EMIT runRefused(QString::fromStdString(result.error().message));
        return;
    }
    m_session = std::move(result).value();
    setState(RunState::Running);
    m_session->start();
}

void RunBridge::forgetAttempt() {
    if (m_attempt) {
        const std::lock_guard lock(m_attempt->mutex);
        m_attempt->owner = nullptr;
    }
    m_attempt.reset();
}

void RunBridge::stop() {
    if (m_state == RunState::Connecting) {
        forgetAttempt();
        setState(RunState::Idle);
    } else if (m_state == RunState::Running) {
        setState(RunState::Stopping);
        m_session->stop(StopCause::User);
    }
}

void RunBridge::setRate(const Rate& rate) {
    if (m_state == RunState::Running) {
        m_session->setRate(rate);
    }
}

void RunBridge::markProfiles() {
    if (m_state == RunState::Running) {
        m_session->markProfiles();
    }
}

void RunBridge::answerExtension(ExtendConsent answer) {
    if (m_state == RunState::Running) {
        m_session->answerExtension(answer);
    }
}

void RunBridge::receive(const RunSnapshotPtr& snapshot) {
    const std::lock_guard lock(m_mutex);
    const bool waiting = m_arrived != nullptr;
    m_arrived = snapshot;
    if (!waiting) {
        QMetaObject::invokeMethod(this, &RunBridge::deliver, Qt::QueuedConnection);
    }
}

void RunBridge::deliver() {
    RunSnapshotPtr snapshot;
    {
        const std::lock_guard lock(m_mutex);
        snapshot = std::exchange(m_arrived, nullptr);
    }
    if (!snapshot) {
        return;
    }
    m_latest = snapshot;
    Q_EMIT snapshotReady(snapshot);
    if (snapshot->ended) {
        setState(RunState::Idle);
        Q_EMIT runEnded(snapshot);
    }
}

void RunBridge::setState(RunState state) {
    if (state != m_state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
}

}  // namespace leaktide::app
