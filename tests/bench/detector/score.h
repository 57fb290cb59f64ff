// What a family of traces came to.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/trend/verdict.h"
#include "tests/bench/detector/baselines.h"
#include "tests/bench/detector/trace.h"

namespace leaktide::bench {

struct ScoreOptions {
    std::uint64_t firstSeed = 0;
    int traces = 200;
    bool baselines = false;
    bool quick = false;  // look at the end of the load only: the same verdicts, no word on when it grew
};

struct Score {
    int traces = 0;
    int leaks = 0;          // in one run
    int undecided = 0;      // in one run
    int leaksExtended = 0;  // with up to four times the load
    int undecidedExtended = 0;
    int leaksBestInput = 0;  // extended, with the error counter and the gauge after collection offered
    int everGrowing = 0;
    int stable = 0;
    int bounded = 0;                   // "no leak above X" was true, where a bound was told
    int covered = 0;                   // the interval held the truth …
    int told = 0;                      // … of so many that were told, on traces with a true slope
    double halfWidths = 0;             // sum of half widths as a share of the truth
    std::vector<double> growingAfter;  // readings of load
    std::array<int, BaselineNames.size()> byBaseline{};
    void add(const Score& other);
};

Score scoreFamily(const Family& family, const ScoreOptions& options);

}  // namespace leaktide::bench
