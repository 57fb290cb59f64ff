// Where one load worker writes what it measured, and how the owner takes it away without a lock on the
// worker's path: there are two sides; the worker writes to one, the owner asks, the worker turns to the other
// side at its next convenience, the owner then reads the side left behind. After Tene's WriterReaderPhaser
// idea, made simpler by a writer that always comes by again.
//
// Threading: `side()`, `asked()` and `handOverIfAsked()` belong to the writer; `ask()`, `ready()` and
// `takeInto()` to one owner. Once the writer has ended for good (joined), the owner calls
// takeRemainderInto().
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "engine/measure/load_interval.h"

namespace leaktide {

// Statuses as a flat table, so that counting one is an addition.
struct RecorderSide {
    LoadCounters counters;  // its `statuses` stay empty until the side is taken
    std::array<std::uint64_t, 1000> statuses{};
    Histogram serviceTime;
    Histogram responseTime;
    ConnectionTally connections;

    void moveInto(LoadInterval& total);  // adds, then empties this side
};

class IntervalRecorder {
public:
    [[nodiscard]] RecorderSide& side() { return m_sides[m_active]; }
    [[nodiscard]] bool asked() const { return m_state.load(std::memory_order_acquire) == State::Asked; }
    void handOverIfAsked() {
        if (asked()) {
            handOver();
        }
    }

    void ask();  // no effect while an earlier wish is not yet taken
    [[nodiscard]] bool ready() const { return m_state.load(std::memory_order_acquire) == State::Ready; }
    void waitUntilReady(Nanos atMost) const;
    void takeInto(LoadInterval& total);  // only when ready()
    void takeRemainderInto(LoadInterval& total);

private:
    enum class State : std::uint8_t { Idle, Asked, Ready };
    void handOver();

    std::array<RecorderSide, 2> m_sides;
    std::size_t m_active = 0;  // the writer's; the owner may read it only when Ready
    std::atomic<State> m_state{State::Idle};
};

}  // namespace leaktide
