// SIGINT, SIGTERM and SIGHUP: the first asks for a stop, the second ends the program at once (exit 105).
// One instance at a time.
#pragma once

#include <functional>
#include <mutex>
#include <thread>

namespace leaktide::app {

class StopSignals {
public:
    StopSignals();   // from now on the signals are ours
    ~StopSignals();  // gives them back, joins
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // Called once, on a thread of ours, at the first signal; at once if it came before.
    void whenAsked(std::function<void()> stop);
    [[nodiscard]] bool asked() const;

private:
    void watch();

    mutable std::mutex m_mutex;  // guards the two below
    std::function<void()> m_stop;
    bool m_asked = false;
    std::thread m_thread;
};

}  // namespace leaktide::app
