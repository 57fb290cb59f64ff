#include "engine/measure/interval_recorder.h"

#include <thread>

namespace leaktide {

void RecorderSide::moveInto(LoadInterval& total) {
    total.counters.add(counters);
    for (std::size_t status = 0; status < statuses.size(); ++status) {
        if (statuses[status] != 0) {
            total.counters.statuses[static_cast<int>(status)] += statuses[status];
        }
    }
    total.serviceTime.merge(serviceTime);
    total.responseTime.merge(responseTime);
    connections.moveInto(total.connections);
    counters = {};
    statuses.fill(0);
    serviceTime.reset();
    responseTime.reset();
}

void IntervalRecorder::ask() {
    State expected = State::Idle;
    m_state.compare_exchange_strong(expected, State::Asked, std::memory_order_acq_rel);
}

void IntervalRecorder::handOver() {
    m_active ^= 1U;
    m_state.store(State::Ready, std::memory_order_release);
}

void IntervalRecorder::waitUntilReady(Nanos atMost) const {
    const auto deadline = std::chrono::steady_clock::now() + atMost;
    while (!ready() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
}

void IntervalRecorder::takeInto(LoadInterval& total) {
    m_sides[m_active ^ 1U].moveInto(total);
    m_state.store(State::Idle, std::memory_order_release);
}

void IntervalRecorder::takeRemainderInto(LoadInterval& total) {
    for (RecorderSide& side : m_sides) {
        side.moveInto(total);
    }
    m_state.store(State::Idle, std::memory_order_release);
}

}  // namespace leaktide
