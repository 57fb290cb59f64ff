#include "engine/load/thread_meter.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace leaktide {

void ThreadMeter::watchThisThread() {
    m_watchedSince = std::chrono::steady_clock::now();
    m_thread.store(gettid(), std::memory_order_release);
}

// /proc/…/schedstat (Documentation/scheduler/sched-stats.rst): time on a core, time in line for one, in ns.
CoreUse ThreadMeter::sinceLast() {
    const pid_t thread = m_thread.load(std::memory_order_acquire);
    std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/schedstat");
    std::int64_t used = 0;
    std::int64_t waited = 0;
    if (thread == 0 || !(file >> used >> waited)) {
        return {};
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    const double seconds = toSeconds(now - std::max(m_readAt, m_watchedSince));
    CoreUse use;
    if (seconds > 0) {
        use.used = std::clamp(toSeconds(Nanos(used) - m_used) / seconds, 0.0, 1.0);
        use.waited = std::clamp(toSeconds(Nanos(waited) - m_waited) / seconds, 0.0, 1.0 - use.used);
    }
    m_readAt = now;
    m_used = Nanos(used);
    m_waited = Nanos(waited);
    return use;
}

}  // namespace leaktide
