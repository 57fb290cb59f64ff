#include "target-server/faults/fault.h"

namespace leaktide::target {

void Fault::set(const FaultSetting& setting) {
    if (setting.on) {
        m_every = setting.every;
        m_bytes = setting.bytes.value_or(m_traits.bytes);
    }
    m_on = setting.on;
}

bool Fault::due() {
    if ((m_seen.fetch_add(1, std::memory_order_relaxed) + 1) % every() != 0) {
        return false;
    }
    m_triggered.fetch_add(1, std::memory_order_relaxed);
    return true;
}

}  // namespace leaktide::target
