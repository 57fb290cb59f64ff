// What is said about one signal, with its evidence. Words are stable: they stand in files and in CI logs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/phrase.h"

namespace leaktide {

enum class Verdict {
    WarmingUp,         // too few readings
    Stable,            // no growth; `detectableAbove` says what would have shown
    Growing,           // live only, may be withdrawn
    Plateaued,         // grew, then stopped
    Released,          // grew with the load and gave it back
    Inconclusive,      // the load never was steady enough
    GrowingUndecided,  // still growing, a slow warm-up is not excluded; `longerRunFactor` would decide
    Leak,
    KeptByAllocator,  // RSS only: it grew, heap in use did not
    FollowsHeap,      // RSS only: it grew with heap in use, which is judged itself
    NotMeasured,      // the target does not show this signal
};

// "warming_up", "stable", "growing", "plateaued", "released", "inconclusive", "growing_undecided", "leak",
// "kept_by_allocator", "follows_heap", "not_measured"
std::string_view wordOf(Verdict verdict);
// For people: "warming up", "growing, undecided", …
std::string_view labelOf(Verdict verdict);
std::optional<Verdict> verdictFromWord(std::string_view word);

struct Interval {
    double value = 0;
    double low = 0;  // 95 %
    double high = 0;
};

// For signals that must return: what was left with no request in flight. A finding of its own, beside the
// verdict.
struct LeftAfterDrain {
    double items = 0;  // above the level before the load
    Phrase sentence;
};

struct TrendVerdict {
    Verdict verdict = Verdict::NotMeasured;
    std::optional<Interval> perRequest;     // growth per request (or per second, see `counter`)
    std::string counter = "requests";       // "requests", "errors", "seconds", …
    std::optional<double> detectableAbove;  // Stable: a leak above this per request would have shown
    std::optional<double> firstGrowingTS;   // seconds since the run began
    std::optional<double> longerRunFactor;  // GrowingUndecided: this many times longer would decide
    std::optional<double> keptShare;        // share of the growth still there after the drain, 0..1 and above
    std::optional<LeftAfterDrain> left;     // only after a drain, and only if something was left
    Phrases evidence;                       // one or two plain sentences
};

}  // namespace leaktide
