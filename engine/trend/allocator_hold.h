// Memory that the process holds but the program does not use: resident size minus heap in use. It grows with
// the allocator's high-water mark and is never called a leak of the program. Pure.
#pragma once

#include <optional>
#include <span>

#include "engine/measure/signal.h"
#include "engine/trend/verdict.h"

namespace leaktide {

// How resident size and heap in use grew over one run, in bytes.
struct AllocatorHold {
    double rssGrowth = 0;   // of the last tenth of the series above its level before the load
    double heapGrowth = 0;  // the same, never below zero
    [[nodiscard]] double kept() const { return rssGrowth - heapGrowth; }
};

// Both series are in the order of time and cover the same run. Before `loadBeganS` nothing was asked of the
// target; with fewer than three readings there, the first tenth stands for it. Nothing with fewer than ten
// points in either.
std::optional<AllocatorHold> allocatorHold(std::span<const SignalPoint> rss,
                                           std::span<const SignalPoint> heapInUse, double loadBeganS);
// True where at least half of the growth of the resident size, and at least 1 MiB, is the allocator's.
bool isTheAllocators(const AllocatorHold& hold);

// What is said of RSS where heap in use is known: stable, kept by the allocator, or follows the heap.
TrendVerdict rssVerdict(const std::optional<AllocatorHold>& hold);

}  // namespace leaktide
