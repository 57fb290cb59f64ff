// What others may ask of a running session, and what it shows them. The one place where the session's thread
// and its callers meet; every call is thread-safe.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include "engine/base/units.h"
#include "engine/run/extension_consent.h"
#include "engine/run/load_steering.h"
#include "engine/run/run_session.h"
#include "engine/run/run_snapshot.h"

namespace leaktide {

class RunControl {
public:
    void askStop(StopCause cause) {
        const std::lock_guard lock(m_mutex);
        m_stop = m_stop.value_or(cause);
        m_changed.notify_all();
    }
    // A rate replaces what was asked for before, a factor comes on top of it.
    void askRate(const RateWish& wish) {
        const std::lock_guard lock(m_mutex);
        if (wish.rate || !m_rate) {
            m_rate = wish;
        } else {
            m_rate->factor *= wish.factor;
        }
    }
    void askMark() {
        const std::lock_guard lock(m_mutex);
        m_markAsked = true;
    }
    [[nodiscard]] std::optional<StopCause> stopAsked() const {
        const std::lock_guard lock(m_mutex);
        return m_stop;
    }
    std::optional<RateWish> takeRate() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_rate, std::nullopt);
    }
    bool takeMark() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_markAsked, false);
    }
    void answerExtension(ExtendConsent answer) {
        const std::lock_guard lock(m_mutex);
        m_extension = answer;
    }
    std::optional<ExtendConsent> takeExtensionAnswer() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_extension, std::nullopt);
    }
    // Sleeps until `until`, or until somebody asks to stop.
    void pause(SteadyTime until) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, until, [this] { return m_stop.has_value(); });
    }
    void publish(RunSnapshotPtr snapshot) {
        const std::lock_guard lock(m_mutex);
        m_latest = std::move(snapshot);
        m_changed.notify_all();
    }
    [[nodiscard]] RunSnapshotPtr latest() const {
        const std::lock_guard lock(m_mutex);
        return m_latest;
    }
    RunSnapshotPtr waitForEnd() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_latest && m_latest->ended; });
        return m_latest;
    }

private:
    mutable std::mutex m_mutex;  // guards all below
    std::condition_variable m_changed;
    std::optional<StopCause> m_stop;
    std::optional<RateWish> m_rate;
    bool m_markAsked = false;
    std::optional<ExtendConsent> m_extension;
    RunSnapshotPtr m_latest;
};

}  // namespace leaktide
