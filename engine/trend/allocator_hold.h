// Memory that the process holds but the program does not use: resident size minus heap in use. It grows with
// the allocator's high-water mark and is never called a leak of the program. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/measure/signal.h"

namespace leaktide {

struct AllocatorHold {
    double rssGrowth = 0;   // bytes, from the first to the last tenth of the series
    double heapGrowth = 0;  // bytes, the same
    [[nodiscard]] double kept() const { return rssGrowth - heapGrowth; }
};

// Both series are in the order of time and cover the same run. Nothing if either has fewer than ten points,
// or if less than half of the growth of the resident size, or less than 1 MiB, is the allocator's.
std::optional<AllocatorHold> allocatorHold(std::span<const SignalPoint> rss,
                                           std::span<const SignalPoint> heapInUse);
// "RSS grew by 41.0 MiB, heap in use by 1.2 MiB: 39.8 MiB are kept by the allocator, not by the program."
std::string allocatorSentence(const AllocatorHold& hold);

}  // namespace leaktide
