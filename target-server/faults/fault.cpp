#include "target-server/faults/fault.h"

#include "target-server/faults/leak_ceiling.h"

namespace leaktide::target {

void Fault::set(const FaultSetting& setting) {
    if (setting.on) {
        m_every = setting.every;
        m_bytes = setting.bytes.value_or(m_traits.bytes);
        m_path.store(&*m_paths.insert(setting.path).first, std::memory_order_release);
    }
    m_on = setting.on;
}

bool Fault::belowCeiling() const {
    return m_ceiling == nullptr || !m_ceiling->reached();
}

bool Fault::due() {
    if (!belowCeiling() || (m_seen.fetch_add(1, std::memory_order_relaxed) + 1) % every() != 0) {
        return false;
    }
    strike();
    return true;
}

void Fault::hold(std::int64_t objects, std::int64_t bytes) {
    m_heldObjects.fetch_add(objects, std::memory_order_relaxed);
    m_heldBytes.fetch_add(bytes, std::memory_order_relaxed);
    if (m_ceiling != nullptr) {
        m_ceiling->add(bytes);
    }
}

}  // namespace leaktide::target
