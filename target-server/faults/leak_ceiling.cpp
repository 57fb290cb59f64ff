#include "target-server/faults/leak_ceiling.h"

#include <iostream>

#include "target-server/core/text.h"
#include "target-server/lab.h"
#include "target-server/memory/process_figures.h"

namespace leaktide::target {

std::string LeakCeiling::reason() const {
    const std::lock_guard lock(m_mutex);
    return m_reason;
}

void LeakCeiling::add(std::int64_t bytes) {
    if (m_bytes.fetch_add(bytes, std::memory_order_relaxed) + bytes > m_limits.heapBytes) {
        reach("the faults hold more than " + numberText(m_limits.heapBytes) + " bytes");
    }
}

void LeakCeiling::check(const Lab& lab) {
    if (reached()) {
        return;
    }
    const std::int64_t tasks = lab.tasks.total() - lab.counters.open.load();
    const ProcessFigures process = readProcess();
    if (lab.heap.figures().inUse > m_limits.heapBytes) {
        reach("heap in use is above " + numberText(m_limits.heapBytes) + " bytes");
    } else if (tasks > m_limits.tasks) {
        reach("there are more than " + numberText(m_limits.tasks) + " tasks");
    } else if (process.threads > m_limits.threads) {
        reach("there are more than " + numberText(m_limits.threads) + " threads");
    } else if (process.fdsLimit > 0 && process.fds * 100 > process.fdsLimit * m_limits.descriptorPercent) {
        reach("more than " + numberText(m_limits.descriptorPercent) + " % of the descriptors are open");
    }
}

void LeakCeiling::reach(const std::string& reason) {
    const std::lock_guard lock(m_mutex);
    if (m_reached.exchange(true)) {
        return;
    }
    m_reason = reason;
    std::cerr << "leaktide-target: every fault has stopped, because " << reason << std::endl;
}

}  // namespace leaktide::target
