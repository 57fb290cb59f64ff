#include "app/cli/stop_signals.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "app/cli/commands.h"

namespace leaktide::app {

namespace {

constexpr std::array Signals{SIGINT, SIGTERM, SIGHUP};
constexpr std::uint64_t Signalled = 1;
constexpr std::uint64_t Finished = 1ULL << 32U;  // told apart from any number of signals

// Plain data that a signal handler may touch. The event is never closed: a late handler may still write.
std::atomic<int> stopEvent{-1};
std::atomic<int> signalCount{0};

void post(std::uint64_t what) {
    [[maybe_unused]] const ssize_t written = ::write(stopEvent.load(), &what, sizeof(what));
}

void onSignal(int) {
    if (signalCount.fetch_add(1) > 0) {
        _exit(ExitInterrupted);
    }
    const int before = errno;
    post(Signalled);
    errno = before;
}

void setHandlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : Signals) {
        sigaction(signal, &action, nullptr);
    }
}

}  // namespace

StopSignals::StopSignals() {
    if (stopEvent < 0) {
        stopEvent = eventfd(0, EFD_CLOEXEC);
    }
    signalCount = 0;
    setHandlers(onSignal);
    m_thread = std::thread([this] { watch(); });
}

StopSignals::~StopSignals() {
    post(Finished);
    m_thread.join();
    setHandlers(SIG_DFL);
}

void StopSignals::whenAsked(std::function<void()> stop) {
    const std::lock_guard lock(m_mutex);
    m_stop = std::move(stop);
    if (m_asked && m_stop) {
        m_stop();
    }
}

bool StopSignals::asked() const {
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

void StopSignals::watch() {
    while (true) {
        std::uint64_t what = 0;
        if (::read(stopEvent, &what, sizeof(what)) != sizeof(what)) {
            continue;
        }
        if (what % Finished != 0) {
            const std::lock_guard lock(m_mutex);
            m_asked = true;
            if (m_stop) {
                m_stop();
            }
        }
        if (what >= Finished) {
            return;
        }
    }
}

}  // namespace leaktide::app
