// What the server counts about its load traffic. Debug requests are in none of these.
// Any thread may add and read; every number is exact once the server is quiet.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace leaktide::target {

using Count = std::atomic<std::int64_t>;

struct Counters {
    Count served = 0;       // responses whose last byte was handed to the kernel (or is being handed)
    Count inFlight = 0;     // requests read whose response has not ended
    Count accepted = 0;     // connections, since the start
    Count open = 0;         // connections, now
    Count refused = 0;      // connections closed at once: no descriptor left, or too many open
    Count badRequests = 0;  // refused by the parser or by a rule of HTTP
    Count disconnects = 0;  // clients that went away while their request was handled
    Count overdue = 0;      // requests cancelled by their deadline
    Count recovered = 0;    // handlers that threw
    std::array<Count, 6> byClass{};  // responses: [2] counts 2xx
};

// Adds one for as long as it lives.
class Counted {
public:
    explicit Counted(Count& count) : m_count(count) { m_count.fetch_add(1, std::memory_order_relaxed); }
    ~Counted() { m_count.fetch_sub(1, std::memory_order_relaxed); }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    Count& m_count;
};

}  // namespace leaktide::target
