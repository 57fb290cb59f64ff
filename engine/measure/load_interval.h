// What the load workers measured in one stretch of time. Intervals add up: the sum of all beats is the run.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/measure/connection_tally.h"
#include "engine/measure/histogram.h"
#include "engine/measure/outcome.h"

namespace leaktide {

struct LoadCounters {
    std::uint64_t requests = 0;    // results in all: ok + httpErrors + failed
    std::uint64_t ok = 0;          // valid answers with a status below 400
    std::uint64_t httpErrors = 0;  // valid answers with a status of 400 and above
    std::uint64_t failed = 0;      // no valid answer, or a check not passed; told apart in `failures`
    std::uint64_t attempts = 0;    // sends on the wire = requests - unsent + retries
    std::uint64_t retries = 0;     // sends beyond the first of a request, libcurl's silent ones included
    std::uint64_t unsent = 0;      // requests that never had a connection to be sent on
    std::uint64_t dropped = 0;     // due, never sent
    std::uint64_t late = 0;        // sent more than 1 ms after they were due
    std::uint64_t heldUp = 0;      // late by this client's own fault: a connection was free for 1 ms
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t connectionsOpened = 0;
    FailureCounts failures{};
    std::map<int, std::uint64_t> statuses;              // of all answers, those that failed a check included
    std::vector<std::uint64_t> byRequest;               // of `requests`, by request of the plan; may be empty
    std::map<std::string, std::uint64_t> failedChecks;  // by the check; the first that an answer did not pass

    void add(const LoadCounters& other);
};

struct LoadInterval {
    LoadCounters counters;
    Histogram serviceTime;   // done - sent, of all answers
    Histogram responseTime;  // done - due, of all answers
    ConnectionTally connections;

    void add(const LoadInterval& other);
};

}  // namespace leaktide
