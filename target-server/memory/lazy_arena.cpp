#include "target-server/memory/lazy_arena.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#if LEAKTIDE_JEMALLOC
#include <jemalloc/jemalloc.h>
#endif

namespace leaktide::target {

namespace {

#if LEAKTIDE_JEMALLOC

int makeArena() {
    unsigned arena = 0;
    std::size_t size = sizeof arena;
    if (mallctl("arenas.create", &arena, &size, nullptr, 0) != 0) {
        return 0;
    }
    ssize_t never = -1;
    const std::string prefix = "arena." + std::to_string(arena);
    mallctl((prefix + ".dirty_decay_ms").c_str(), nullptr, nullptr, &never, sizeof never);
    mallctl((prefix + ".muzzy_decay_ms").c_str(), nullptr, nullptr, &never, sizeof never);
    return static_cast<int>(MALLOCX_ARENA(arena) | MALLOCX_TCACHE_NONE);
}

void* take(std::size_t bytes, int flags) {
    return mallocx(bytes, flags);
}

void give(void* memory, int flags) {
    dallocx(memory, flags);
}

#else

int makeArena() {
    return 0;
}

void* take(std::size_t bytes, int /*flags*/) {
    return std::malloc(bytes);
}

void give(void* memory, int /*flags*/) {
    std::free(memory);
}

#endif

}  // namespace

LazyArena::~LazyArena() {
    freeAll();
}

void LazyArena::allocate(std::size_t bytes) {
    if (m_flags < 0) {
        m_flags = makeArena();
    }
    if (void* memory = take(bytes, m_flags)) {
        std::memset(memory, 1, bytes);
        m_pieces.push_back(memory);
    }
}

void LazyArena::freeAll() {
    for (void* memory : std::exchange(m_pieces, {})) {
        give(memory, m_flags);
    }
}

}  // namespace leaktide::target
