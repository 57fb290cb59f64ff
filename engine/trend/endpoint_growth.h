// Which of several requests a signal grows with. Each has been sent more and less often by a pattern of its
// own (plan/varied_shares.h), so that its count moves independently of all the others' and of time; the
// signal is then explained by all counts at once. A request is named only beyond doubt, all that were asked
// about counted. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/measure/signal.h"
#include "engine/trend/endpoint_series.h"
#include "engine/trend/verdict.h"

namespace leaktide {

enum class EndpointOutcome {
    Grows,      // the signal grows with it
    None,       // what it could add at most is little beside the growth
    Undecided,  // neither of the two can be told; or it did add, and did so ever less
};

std::string_view wordOf(EndpointOutcome outcome);  // "grows", "none", "undecided"
std::optional<EndpointOutcome> endpointOutcomeFromWord(std::string_view word);

struct EndpointGrowth {
    EndpointOutcome outcome = EndpointOutcome::Undecided;
    Interval perCount;  // 95 %: per request, or per second
    double counts = 0;  // requests done, or seconds, over the load
};

struct EndpointFinding {
    std::vector<EndpointGrowth> requests;  // in the plan's order
    EndpointGrowth time;                   // growth that goes on whatever is sent
    Phrases said;
};

// `signalsAsked`: how many signals are asked about in this run. Nothing where the counts are too few or move
// together.
std::optional<EndpointFinding> findEndpoints(const EndpointSeries& series, const SignalSpec& spec,
                                             std::size_t signalsAsked);

}  // namespace leaktide
