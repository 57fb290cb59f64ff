// How much work the client had done at one moment: the x-axis of every verdict.
#pragma once

#include <cstdint>
#include <vector>

namespace leaktide {

// Adds one list to another, whichever is longer.
void addTo(std::vector<std::uint64_t>& sums, const std::vector<std::uint64_t>& more);

struct WorkCounters {
    std::uint64_t done = 0;         // results of any kind
    std::uint64_t errors = 0;       // of these: http errors and failures
    std::uint64_t aborted = 0;      // of these: timed out or cut by the client
    std::uint64_t inFlight = 0;     // sent, no result yet
    std::uint64_t connections = 0;  // open now
    // Of `done`, by request of the plan; empty where they are not counted apart.
    std::vector<std::uint64_t> byRequest = {};
};

}  // namespace leaktide
