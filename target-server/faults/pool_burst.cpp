#include <atomic>

#include "target-server/faults/catalog.h"
#include "target-server/faults/kept_memory.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A pool that grows with how many use it at once, and keeps what it made.
class PoolBurst final : public Fault {
public:
    explicit PoolBurst(const Counters& counters)
        : Fault({.name = "pool-burst",
                 .explains = "keeps one object of bytes:N (65536) for each connection of the largest burst "
                             "so far; heap "
                             "in use steps up with concurrency and stays",
                 .bytes = 65536,
                 .kind = FaultKind::LookAlike}),
          m_counters(counters) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (m_counters.open.load(std::memory_order_relaxed) > m_size.load(std::memory_order_relaxed) &&
            due()) {
            ++m_size;
            m_pool.add(static_cast<std::size_t>(bytes()));
            hold(1, bytes());
        }
    }

private:
    const Counters& m_counters;
    std::atomic<std::int64_t> m_size = 0;
    KeptMemory m_pool;
};

}  // namespace

std::unique_ptr<Fault> makePoolBurst(Lab& lab) {
    return std::make_unique<PoolBurst>(lab.counters);
}

}  // namespace leaktide::target
