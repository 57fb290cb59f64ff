// One reading of the target: a time and the gauges that could be read. A gauge that could not be read is
// unset.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/measure/work.h"

namespace leaktide {

// What a source gave at one moment.
struct Gauges {
    std::map<std::string, double> values;  // canonical signal name -> value
    std::map<std::string, double> limits;  // canonical signal name -> known maximum ("fds" -> 1024)
    std::optional<double> gcCycles;
    std::optional<double>
        fallsOfHeap;  // counted by the probe where a collected runtime has no count of cycles
    bool collectsOnAskingOnly = false;  // no collector of its own: what grows between two collections is kept
    bool collects = false;  // the process has a garbage collector, known from outside: rss holds garbage too
    std::optional<std::string> identity;   // changes when the target restarts: start time or pid
    std::optional<double> requestsServed;  // the target's own count
};

// Collections that were counted or seen; unset: none can be seen.
inline std::optional<double> collectionsSeen(const Gauges& gauges) {
    return gauges.gcCycles ? gauges.gcCycles : gauges.fallsOfHeap;
}

struct Reading {
    SteadyTime at;  // middle of the exchange
    Nanos roundTrip{};
    std::uint64_t bytes = 0;       // received for this reading
    WorkCounters work;             // the client's own counters at `at`
    std::optional<Gauges> gauges;  // unset: the reading failed, `failure` says why. A gap, never a zero.
    std::string failure;
    bool collected = false;  // the target collected its garbage just before, because the probe wanted it: its
                             // heap is live
    bool restarted = false;  // the target is not the process it was: the series is cut here
};

}  // namespace leaktide
