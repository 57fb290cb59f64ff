// All faults of the server, and the switches. With no fault on, a request pays one atomic read.
// Thread-safe.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "target-server/faults/fault.h"
#include "target-server/faults/leak_ceiling.h"

namespace leaktide::target {

class FaultBoard {
public:
    explicit FaultBoard(Lab& lab);

    // Refused with a sentence when there is no such fault, or it knows no bytes.
    Status set(const FaultOrder& order);
    [[nodiscard]] const std::vector<std::unique_ptr<Fault>>& all() const { return m_faults; }
    [[nodiscard]] bool anyOn() const { return m_anyOn.load(std::memory_order_relaxed); }

    [[nodiscard]] const LeakCeiling& ceiling() const { return m_ceiling; }

    void onRequest(RequestMoment& moment);
    void onPanic(RequestMoment& moment);
    void onClientGone(RequestMoment& moment);
    void onTick(std::chrono::steady_clock::time_point now);  // debug thread

private:
    template <typename Call>
    void eachThatStrikes(const RequestMoment& moment, Call call) const;

    const Lab& m_lab;
    LeakCeiling m_ceiling;
    std::vector<std::unique_ptr<Fault>> m_faults;  // fixed after construction
    std::mutex m_switching;                        // one switch at a time
    std::atomic<bool> m_anyOn = false;
    std::chrono::steady_clock::time_point m_nextCheck;  // of the ceiling; debug thread
};

}  // namespace leaktide::target
