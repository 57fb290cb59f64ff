// Memory from an arena of its own that never gives freed pages back to the system.
// One thread at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace leaktide::target {

class LazyArena {
public:
    LazyArena() = default;
    ~LazyArena();
    LazyArena(const LazyArena&) = delete;
    LazyArena& operator=(const LazyArena&) = delete;

    void allocate(std::size_t bytes);  // touched, so that it is in RAM
    void freeAll();

private:
    std::vector<void*> m_pieces;
    int m_flags = -1;  // the arena, once it is made
};

}  // namespace leaktide::target
