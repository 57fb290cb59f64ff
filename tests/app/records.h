// Run records made by hand, for tests of what is shown.
#pragma once

#include <memory>

#include "engine/run/run_snapshot.h"

namespace leaktide::app::tests {

inline SignalSpec tasksSpec() {
    return {"tasks", "Tasks", SignalUnit::Items, SignalRest::MustReturn, "task"};
}

inline SignalSpec heapSpec() {
    return {"heap_in_use", "Heap in use", SignalUnit::Bytes, SignalRest::MayStay, ""};
}

inline SignalRecord rising(const SignalSpec& spec, int points, double from, double step) {
    SignalRecord signal;
    signal.spec = spec;
    for (int i = 0; i < points; ++i) {
        signal.points.push_back({i * 0.1, i * 10.0, from + i * step});
    }
    return signal;
}

inline TrendVerdict leakVerdict(double value, double low, double high) {
    TrendVerdict verdict;
    verdict.verdict = Verdict::Leak;
    verdict.perRequest = Interval{value, low, high};
    verdict.evidence = {"It grew and stayed."};
    return verdict;
}

inline Beat beat(double tS, std::uint64_t requests, std::uint64_t httpErrors) {
    Beat one;
    one.tS = tS;
    one.phase = Phase::Load;
    one.counters.requests = requests;
    one.counters.httpErrors = httpErrors;
    one.service = Beat::Latency{std::chrono::milliseconds(2), {}, std::chrono::milliseconds(9), {}, {}};
    one.response = one.service;
    return one;
}

// Ten seconds into a run of thirty: baseline, load, a leak of tasks so far, a flat heap.
inline RunSnapshot midRun() {
    RunSnapshot snapshot;
    snapshot.serial = 7;
    snapshot.phase = Phase::Load;
    snapshot.elapsedS = 10;
    snapshot.totalS = 30;
    snapshot.progress = 1.0 / 3;
    snapshot.inFlight = 4;
    RunRecord& record = snapshot.record;
    record.plan.load.duration = std::chrono::seconds(20);
    record.phases = {{Phase::Baseline, 1, 0, 2}, {Phase::Load, 1, 2, 10}};
    for (int i = 1; i <= 10; ++i) {
        record.beats.push_back(beat(i, i > 2 ? 1000 : 0, 0));
    }
    record.beats[0].service.reset();
    record.beats[0].response.reset();
    record.totals.counters.requests = 8000;
    record.totals.counters.ok = 8000;
    record.totals.responseTime.recordMany(std::chrono::milliseconds(2), 8000);
    record.loadDurationS = 8;
    record.signals = {rising(tasksSpec(), 100, 12, 0.2), rising(heapSpec(), 100, 40.0 * 1024 * 1024, 0)};
    record.signals[0].verdict.verdict = Verdict::Growing;
    record.signals[1].verdict.verdict = Verdict::Stable;
    record.marks = {{5, "the target restarted"}};
    return snapshot;
}

inline RunSnapshot ended() {
    RunSnapshot snapshot = midRun();
    snapshot.phase = Phase::Ended;
    snapshot.ended = true;
    snapshot.progress = 1;
    snapshot.elapsedS = 29;
    snapshot.record.signals[0].verdict = leakVerdict(0.02, 0.0198, 0.0202);
    return snapshot;
}

}  // namespace leaktide::app::tests
