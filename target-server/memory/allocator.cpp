#include "target-server/memory/allocator.h"

#include <atomic>
#include <string>

#if LEAKTIDE_JEMALLOC
#include <jemalloc/jemalloc.h>

// Read by jemalloc before main(). One arena and short free lists: figures that are flat when nothing leaks
// and that rise in a straight line when something does. Freed pages stay for a second before
// they go back. One byte in 512 KiB is sampled for the heap profile.
extern "C" {
extern const char* malloc_conf;  // NOLINT(readability-identifier-naming): jemalloc names it
const char* malloc_conf =        // NOLINT(readability-identifier-naming)
    "narenas:1,tcache_max:8192,tcache_nslots_small_max:64,dirty_decay_ms:1000,muzzy_decay_ms:0,"
    "prof:true,prof_accum:true,lg_prof_sample:19";
}
#else
#include <malloc.h>
#endif

namespace leaktide::target {

#if LEAKTIDE_JEMALLOC

namespace {

// The arena of the thread that was set apart: the names of its figures.
struct Apart {
    unsigned arena = 0;
    std::string pages;
    std::string small;
    std::string large;
};

std::atomic<const Apart*> g_apart{nullptr};

std::int64_t readSize(const char* name) {
    std::size_t value = 0;
    std::size_t length = sizeof value;
    return mallctl(name, &value, &length, nullptr, 0) == 0 ? static_cast<std::int64_t>(value) : 0;
}

}  // namespace

AllocatorFigures readAllocator() {
    std::uint64_t epoch = 1;
    mallctl("epoch", nullptr, nullptr, &epoch,
            sizeof epoch);  // without it the figures are those of the last call
    AllocatorFigures figures{readSize("stats.active"), readSize("stats.allocated"),
                             readSize("stats.resident")};
    if (const Apart* apart = g_apart.load(); apart != nullptr) {
        figures.active -= readSize(apart->pages.c_str()) * readSize("arenas.page");
        figures.allocated -= readSize(apart->small.c_str()) + readSize(apart->large.c_str());
    }
    return figures;
}

void setApartFromFigures() {
    unsigned arena = 0;
    std::size_t length = sizeof arena;
    if (mallctl("arenas.create", &arena, &length, nullptr, 0) != 0) {
        return;
    }
    flushThreadCache();
    if (mallctl("thread.arena", nullptr, nullptr, &arena, sizeof arena) != 0) {
        return;
    }
    bool sampled = false;
    mallctl("thread.prof.active", nullptr, nullptr, &sampled, sizeof sampled);
    const std::string all = "stats.arenas." + std::to_string(arena) + ".";
    static Apart apart;
    apart = {arena, all + "pactive", all + "small.allocated", all + "large.allocated"};
    g_apart = &apart;
}

void flushThreadCache() {
    mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
}

void purgeAllocator() {
    flushThreadCache();
    mallctl("arena.0.purge", nullptr, nullptr, nullptr, 0);
    if (const Apart* apart = g_apart.load(); apart != nullptr) {
        mallctl(("arena." + std::to_string(apart->arena) + ".purge").c_str(), nullptr, nullptr, nullptr, 0);
    }
}

#else

AllocatorFigures readAllocator() {
    const struct mallinfo2 info = mallinfo2();
    const auto used = static_cast<std::int64_t>(info.uordblks + info.hblkhd);
    return {used, used, static_cast<std::int64_t>(info.arena + info.hblkhd)};
}

void setApartFromFigures() {}

void flushThreadCache() {}

void purgeAllocator() {
    malloc_trim(0);
}

#endif

}  // namespace leaktide::target
