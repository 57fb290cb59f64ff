#include "target-server/core/circuit_breaker.h"

namespace leaktide::target {

bool CircuitBreaker::admits(Time now) {
    const std::lock_guard lock(m_mutex);
    if (m_state == State::Open && now - m_openedAt >= m_settings.openFor) {
        m_state = State::HalfOpen;
        return true;  // the one that tries
    }
    return m_state == State::Closed;
}

void CircuitBreaker::succeeded() {
    const std::lock_guard lock(m_mutex);
    if (m_state == State::HalfOpen) {
        m_state = State::Closed;
        m_calls = m_failures = 0;
        return;
    }
    count();
}

void CircuitBreaker::failed(Time now) {
    const std::lock_guard lock(m_mutex);
    ++m_failures;
    if (m_state == State::HalfOpen || m_failures >= m_settings.failuresToOpen) {
        m_state = State::Open;
        m_openedAt = now;
        m_calls = m_failures = 0;
        return;
    }
    count();
}

CircuitBreaker::State CircuitBreaker::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void CircuitBreaker::count() {
    if (++m_calls >= m_settings.window) {
        m_calls = m_failures = 0;
    }
}

}  // namespace leaktide::target
