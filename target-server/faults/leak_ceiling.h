// Where every fault stops, before a leak on purpose becomes a hurt machine. Once reached it stays reached
// until the server starts anew: what was leaked is still there. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "target-server/settings.h"

namespace leaktide::target {

struct Lab;

class LeakCeiling {
public:
    explicit LeakCeiling(const Ceiling& limits) : m_limits(limits) {}

    [[nodiscard]] bool reached() const { return m_reached.load(std::memory_order_relaxed); }
    [[nodiscard]] std::string reason() const;
    // Memory that faults took (or gave back): known at once, where the figures lag.
    void add(std::int64_t bytes);
    // Compares the server's figures with the limits. Reads /proc: a few times a second, on the debug thread.
    void check(const Lab& lab);

private:
    void reach(const std::string& reason);

    const Ceiling& m_limits;
    std::atomic<bool> m_reached = false;
    std::atomic<std::int64_t> m_bytes = 0;
    mutable std::mutex m_mutex;  // guards m_reason
    std::string m_reason;
};

}  // namespace leaktide::target
