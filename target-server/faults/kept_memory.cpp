#include "target-server/faults/kept_memory.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace leaktide::target {

std::size_t KeptMemory::add(std::size_t bytes) {
    const std::size_t size = std::max(bytes, sizeof(Piece));
    void* memory = ::operator new(size);
    std::memset(memory, 0x5a, size);
    auto* piece = ::new (memory) Piece{nullptr};
    const std::lock_guard lock(m_mutex);
    (m_newest != nullptr ? m_newest->next : m_oldest) = piece;
    m_newest = piece;
    return ++m_count;
}

void KeptMemory::dropOldest() {
    const std::lock_guard lock(m_mutex);
    if (m_oldest == nullptr) {
        return;
    }
    ::operator delete(std::exchange(m_oldest, m_oldest->next));
    m_newest = m_oldest == nullptr ? nullptr : m_newest;
    --m_count;
}

void KeptMemory::clear() {
    Piece* piece = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        piece = std::exchange(m_oldest, nullptr);
        m_newest = nullptr;
        m_count = 0;
    }
    while (piece != nullptr) {
        ::operator delete(std::exchange(piece, piece->next));
    }
}

}  // namespace leaktide::target
