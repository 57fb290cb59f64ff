#include "engine/measure/load_interval.h"

#include <algorithm>

#include "engine/measure/work.h"

namespace leaktide {

void addTo(std::vector<std::uint64_t>& sums, const std::vector<std::uint64_t>& more) {
    sums.resize(std::max(sums.size(), more.size()));
    for (std::size_t i = 0; i < more.size(); ++i) {
        sums[i] += more[i];
    }
}

void LoadCounters::add(const LoadCounters& other) {
    requests += other.requests;
    ok += other.ok;
    httpErrors += other.httpErrors;
    failed += other.failed;
    attempts += other.attempts;
    retries += other.retries;
    unsent += other.unsent;
    dropped += other.dropped;
    late += other.late;
    heldUp += other.heldUp;
    bytesIn += other.bytesIn;
    bytesOut += other.bytesOut;
    connectionsOpened += other.connectionsOpened;
    for (std::size_t i = 0; i < failures.size(); ++i) {
        failures[i] += other.failures[i];
    }
    addTo(byRequest, other.byRequest);
    for (const auto& [status, count] : other.statuses) {
        statuses[status] += count;
    }
    for (const auto& [check, count] : other.failedChecks) {
        failedChecks[check] += count;
    }
}

void LoadInterval::add(const LoadInterval& other) {
    counters.add(other.counters);
    serviceTime.merge(other.serviceTime);
    responseTime.merge(other.responseTime);
    connections.add(other.connections);
}

}  // namespace leaktide
