// What a run looks like at one moment. Immutable once published; shared by pointer, never copied by readers.
#pragma once

#include <memory>
#include <optional>

#include "engine/store/run_record.h"

namespace leaktide {

// A verdict is undecided and the plan allows more load: shall the run be extended?
struct ExtensionOffer {
    double loadS = 0;        // of more load
    double secondsLeft = 0;  // to answer
};

struct RunSnapshot {
    std::uint64_t serial = 0;  // grows by one with each snapshot of a run
    Phase phase = Phase::Starting;
    std::uint32_t cycle = 1;
    std::uint32_t cycles = 1;  // known so far; an undecided run is extended by one more
    bool extended = false;     // this cycle was not planned: a verdict was undecided
    double elapsedS = 0;
    double totalS = 0;    // planned length of the whole run
    double progress = 0;  // 0..1 over the whole run
    std::uint64_t inFlight = 0;
    std::optional<ExtensionOffer> offer = {};
    Phrases notices = {};  // said so far, for a banner
    bool ended = false;
    std::uint64_t openConnections = 0;
    std::string clientLimit;  // a sentence while this client is the limit, else empty
    std::string
        runFileError;  // a sentence when the run file could not be written; the run goes on without it
    RunRecord record;  // so far; when `ended`, the final one with the final verdicts
};

using RunSnapshotPtr = std::shared_ptr<const RunSnapshot>;

}  // namespace leaktide
