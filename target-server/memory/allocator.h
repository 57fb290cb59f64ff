// The allocator behind malloc: jemalloc, or the C library's under a sanitizer. All bytes.
// Thread-safe; readAllocator() may take long on big heaps.
#pragma once

#include <cstdint>

namespace leaktide::target {

struct AllocatorFigures {
    std::int64_t active = 0;
    std::int64_t allocated = 0;
    std::int64_t resident = 0;
};

AllocatorFigures readAllocator();  // without what a thread that was set apart has; resident holds all
// From now on the calling thread's memory is in no figure and in no heap profile: whoever looks must not be
// seen. One thread at a time.
void setApartFromFigures();
void purgeAllocator();    // freed pages go back to the system
void flushThreadCache();  // the calling thread's free lists go back to their arenas

}  // namespace leaktide::target
