// The server's heap figures, refreshed on a thread of its own, because a refresh (jemalloc's "epoch") may be
// slow on big heaps and must never happen inside a request. Readers take the last figures and their age.
// Bytes. figures() from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace leaktide::target {

struct HeapFigures {
    std::int64_t inUse = 0;      // bytes in pages that hold at least one live object (stats.active)
    std::int64_t allocated = 0;  // bytes asked for and not freed (stats.allocated); lags by the thread caches
    std::int64_t resident = 0;   // bytes of the allocator that are in RAM, freed pages included
    std::int64_t ageMs = 0;      // since they were read
};

class HeapMonitor {
public:
    explicit HeapMonitor(std::chrono::milliseconds every);
    ~HeapMonitor();
    HeapMonitor(const HeapMonitor&) = delete;
    HeapMonitor& operator=(const HeapMonitor&) = delete;

    [[nodiscard]] HeapFigures figures() const;
    // Gives freed pages back to the system and reads the figures again. Takes milliseconds: debug thread
    // only.
    void purge();
    // How often purge() ran.
    [[nodiscard]] std::int64_t purges() const { return m_purges.load(); }

private:
    void loop(std::stop_token stop);
    void refresh();

    std::chrono::milliseconds m_every;
    std::atomic<std::int64_t> m_inUse = 0;
    std::atomic<std::int64_t> m_allocated = 0;
    std::atomic<std::int64_t> m_resident = 0;
    std::atomic<std::int64_t> m_readAtNs = 0;  // steady clock
    std::atomic<std::int64_t> m_purges = 0;
    std::mutex m_mutex;  // one refresh at a time; also what the loop sleeps on
    std::condition_variable_any m_wake;
    std::jthread m_thread;  // last: it uses all above
};

}  // namespace leaktide::target
