// What jemalloc's sampling profiler knows: which stacks allocated what is live now, and what was allocated at
// all. Figures are scaled from the samples to the whole. Debug thread only; one dump at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "target-server/core/result.h"

namespace leaktide::target {

struct HeapStack {
    std::vector<std::uint64_t> addresses;  // leaf first
    std::int64_t liveObjects = 0;
    std::int64_t liveBytes = 0;
    std::int64_t allObjects = 0;  // since the start
    std::int64_t allBytes = 0;
};

struct HeapProfile {
    std::int64_t sampleBytes = 0;  // one sample in so many bytes, on average
    std::vector<HeapStack> stacks;
};

// `folder`: where the dump is written and deleted again.
Result<HeapProfile> readHeapProfile(const std::string& folder);
Result<HeapProfile> parseHeapDump(const std::string& text);
void setHeapProfiling(bool active);

}  // namespace leaktide::target
