#include "app/cli/create_session.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace leaktide::app {

namespace {

// Shared by the creating thread, the one that waits and the one that hears signals.
struct Creation {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<SessionResult> result;
    bool asked = false;
};

}  // namespace

std::optional<SessionResult> createSession(const Plan& plan, const RunSettings& settings,
                                           const RunSession::Listener& listener, StopSignals& signals) {
    auto creation = std::make_shared<Creation>();
    signals.whenAsked([creation] {
        const std::lock_guard lock(creation->mutex);
        creation->asked = true;
        creation->changed.notify_all();
    });
    std::thread([creation, plan, settings, listener] {
        SessionResult made = RunSession::create(plan, settings, listener);
        const std::lock_guard lock(creation->mutex);
        creation->result.emplace(std::move(made));
        creation->changed.notify_all();
    }).detach();
    std::unique_lock lock(creation->mutex);
    creation->changed.wait(lock, [&creation] { return creation->asked || creation->result; });
    std::optional<SessionResult> result;
    if (!creation->asked) {
        result = std::move(creation->result);
    }
    lock.unlock();
    signals.whenAsked({});
    return result;
}

}  // namespace leaktide::app
