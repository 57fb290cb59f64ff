// What a run tells of how it was steered and of this client itself: goals, the search, connections, and
// whether the client was the limit. Rows of words for every report. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/store/run_record.h"

namespace leaktide {

// A threshold that does not hold, or a search that found nothing.
bool goalsMissed(const RunRecord& record);

using FactRow = std::vector<std::string>;

// {"opened", "20 (1.0 per second)"}, {"reused", "99.9 % of sends"}, …
std::vector<FactRow> connectionRows(const RunRecord& record);
// {"held" or "broke", "p99<50ms", "48.2 ms"}
std::vector<FactRow> thresholdRows(const RunRecord& record);
// The first row is the head.
std::vector<FactRow> searchRows(const SearchRecord& search);

// Share of the sends that went over a connection that was open already.
std::optional<double> reusedShare(const LoadCounters& counters);

struct ClientLimitFacts {
    double limitedS = 0;  // of the load, in seconds that were not alone
    double loadS = 0;
    ClientState worst;
};
ClientLimitFacts clientLimitOf(const RunRecord& record);
// "the client was the limit for 7 of 30 s: a worker thread used 98 % of its core"; empty when it was not.
std::string clientLimitSentence(const RunRecord& record);

}  // namespace leaktide
