// Memory that is kept, piece by piece, oldest first. Pieces are linked through themselves, so that each
// weighs exactly its size (and the allocator's rounding): growth is a straight line, without the steps of a
// growing table. Thread-safe. What is still kept is freed with it.
#pragma once

#include <cstddef>
#include <mutex>

namespace leaktide::target {

class KeptMemory {
public:
    KeptMemory() = default;
    ~KeptMemory() { clear(); }
    KeptMemory(const KeptMemory&) = delete;
    KeptMemory& operator=(const KeptMemory&) = delete;

    std::size_t add(
        std::size_t bytes);  // touched, so that it is in RAM too; gives how many pieces there are now
    void dropOldest();
    void clear();

private:
    struct Piece {
        Piece* next;
    };

    std::mutex m_mutex;  // guards all below
    Piece* m_oldest = nullptr;
    Piece* m_newest = nullptr;
    std::size_t m_count = 0;
};

}  // namespace leaktide::target
