#include "target-server/core/buffer_pool.h"

namespace leaktide::target {

BufferLease::~BufferLease() {
    if (m_memory) {
        m_pool->giveBack(std::move(m_memory));
    }
}

std::span<char> BufferLease::bytes() const {
    return {m_memory.get(), BufferPool::BufferSize};
}

BufferLease BufferPool::acquire() {
    std::unique_ptr<char[]> memory;
    {
        const std::lock_guard lock(m_mutex);
        ++m_inUse;
        if (m_idle.empty()) {
            ++m_created;
        } else {
            memory = std::move(m_idle.back());
            m_idle.pop_back();
        }
    }
    if (!memory) {
        memory = std::make_unique<char[]>(BufferSize);
    }
    return {*this, std::move(memory)};
}

void BufferPool::giveBack(std::unique_ptr<char[]> memory) {
    const std::lock_guard lock(m_mutex);
    --m_inUse;
    if (m_idle.size() < MostIdle) {
        m_idle.push_back(std::move(memory));
    }
}

std::int64_t BufferPool::dropIdle() {
    std::vector<std::unique_ptr<char[]>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_idle);
    return static_cast<std::int64_t>(dropped.size());
}

BufferPool::Figures BufferPool::figures() const {
    const std::lock_guard lock(m_mutex);
    return {m_inUse, static_cast<std::int64_t>(m_idle.size()), m_created};
}

}  // namespace leaktide::target
