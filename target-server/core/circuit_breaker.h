// Stops calling what fails too often: closed (calls go through) -> open (refused at once) -> half-open (one
// call tries)
// -> closed or open again.
// Pure but for its state; the clock is handed in. Thread-safe.
#pragma once

#include <chrono>
#include <mutex>

namespace leaktide::target {

class CircuitBreaker {
public:
    enum class State { Closed, Open, HalfOpen };
    using Time = std::chrono::steady_clock::time_point;

    struct Settings {
        int window = 20;  // calls that are judged together
        int failuresToOpen = 10;
        std::chrono::milliseconds openFor{1000};
    };

    explicit CircuitBreaker(Settings settings) : m_settings(settings) {}

    bool admits(Time now);  // false: answer 503 without calling
    void succeeded();
    void failed(Time now);
    [[nodiscard]] State state() const;

private:
    void count();

    Settings m_settings;
    mutable std::mutex m_mutex;  // guards all below
    State m_state = State::Closed;
    int m_calls = 0;
    int m_failures = 0;
    Time m_openedAt;
};

}  // namespace leaktide::target
