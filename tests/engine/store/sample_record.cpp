#include "tests/engine/store/sample_record.h"

#include "engine/base/base64.h"

namespace leaktide::testing {

namespace {

using std::chrono::milliseconds;

Plan samplePlan() {
    Plan plan;
    plan.name = "=1+1";
    RequestSpec request;
    request.url = "http://me:" + Canary + "-1@127.0.0.1:8080/json?token=" + Canary + "-2&a=b";
    request.headers = {{"Authorization", "Bearer " + Canary + "-3"},
                       {"Cookie", "a=1; session=" + Canary + "-4"},
                       {"X-Api-Key", Canary + "-5"},
                       {"X-Auth-Password", "Basic " + encodeBase64("me:" + Canary + "-11")},
                       {"Accept", "application/json"}};
    request.body = "{\"password\":\"" + Canary + "-6\"}";
    request.name = "login of " + Canary + "-3";
    request.checks = {"body~" + Canary + "-3"};
    plan.checks = {"json:/token=" + Canary + "-99"};
    plan.requests.push_back(request);
    plan.probe.mode = ProbeMode::Url;
    plan.probe.url = "http://me:" + Canary + "-7@127.0.0.1:9090/metrics?sig=" + Canary + "-8";
    plan.probe.headers = {{"Proxy-Authorization", "Basic " + Canary + "-9"}};
    plan.connection.proxy = "http://me:" + Canary + "-10@127.0.0.1:3128";
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{7, std::chrono::seconds(4)};
    plan.load.duration = std::chrono::seconds(2);
    return plan;
}

SignalRecord leakingTasks() {
    SignalRecord signal;
    signal.spec = {"tasks", "Tasks", SignalUnit::Items, SignalRest::MustReturn, "task"};
    signal.points = {{0.1, 0, 4, 0, 0}, {2.0, 1000, 24, 3, 10}};
    signal.limit = 1024;
    signal.verdict.verdict = Verdict::Leak;
    signal.verdict.perRequest = Interval{0.02, 0.0198, 0.0202};
    signal.verdict.firstGrowingTS = 1.25;
    signal.verdict.keptShare = 1.0;
    signal.verdict.left = LeftAfterDrain{20, "20 tasks were left with no request in flight."};
    signal.verdict.evidence = {
        {"Each %1 leaves %2 behind; \"all\" of them stay.", {"request", "0.02 tasks"}}};
    signal.exhaustionS = Interval{50, 45, 60};
    signal.account = InFlightAccount{.baseline = 4, .holder = Holder::Requests, .perHolder = 1};
    ProfileEvidence evidence;
    evidence.said = {Phrase("%1 of %2 new %3 wait in %4.",
                            {"19", "20", "tasks", "main.worker (main.go:39), token " + Canary + "-5"})};
    evidence.kind = "goroutine";
    evidence.type = "goroutine";
    evidence.unit = "count";
    evidence.before = "baseline";
    evidence.after = "after_cycle_1";
    evidence.growth = 20;
    evidence.measured = 20;
    evidence.stacks = {{{"runtime.gopark (proc.go:363)", "main.worker (main.go:39)"}, 19, 0.95}};
    signal.profile = evidence;
    return signal;
}

SignalRecord stableHeap() {
    SignalRecord signal;
    signal.spec = {"heap_in_use", "Heap in use", SignalUnit::Bytes, SignalRest::MayStay, ""};
    signal.points = {{0.1, 0, 1048576}, {2.0, 1000, 1048576}};
    signal.verdict.verdict = Verdict::Stable;
    signal.verdict.perRequest = Interval{-1.5, -3, 0.25};
    signal.verdict.detectableAbove = 12;
    signal.verdict.evidence = {"No growth."};
    return signal;
}

void addBeats(RunRecord& record) {
    Beat idle;
    idle.tS = 1;
    idle.phase = Phase::Baseline;
    idle.gauges = {{"tasks", 4}, {"heap_in_use", 1e7}};
    record.beats.push_back(idle);
    Beat busy;
    busy.tS = 2.0005;
    busy.phase = Phase::Load;
    busy.targetRate = 1.75;
    busy.counters.requests = 1000;
    busy.counters.ok = 990;
    busy.counters.httpErrors = 7;
    busy.counters.failed = 3;
    busy.counters.attempts = 1001;
    busy.counters.bytesIn = 5'368'709'120;
    busy.inFlight = 2;
    busy.openConnections = 10;
    busy.durationS = 0.5;
    busy.service =
        Beat::Latency{milliseconds(1), milliseconds(2), milliseconds(3), milliseconds(4), milliseconds(5)};
    busy.response =
        Beat::Latency{milliseconds(6), milliseconds(7), milliseconds(8), milliseconds(9), milliseconds(10)};
    busy.gauges = {{"tasks", 24}, {"pool_in_use", 2}, {"pool_idle", 3}, {"heap_allocated", 900}};
    busy.gcCycles = 3;
    busy.restarts = 1;
    record.beats.push_back(busy);
    record.totals.counters = busy.counters;
}

}  // namespace

RunRecord sampleRecord() {
    RunRecord record;
    record.plan = samplePlan();
    record.targetDescription = record.plan.requests.front().url;
    record.probe = {Phrase("Prometheus text at %1: %2", {record.plan.probe.url, "tasks = go_goroutines"}),
                    Phrase("no profiles: as asked")};
    record.exchange = "curl";
    record.startedAt = WallTime(milliseconds(1'700'000'000'123));
    record.phases = {{Phase::Baseline, 1, 0, 1}, {Phase::Load, 1, 1, 2}};
    addBeats(record);
    LoadCounters& counters = record.totals.counters;
    counters.statuses = {{200, 990}, {500, 4}, {503, 3}};
    counters.failures.at(static_cast<std::size_t>(FailureKind::Reset)) = 3;
    counters.failedChecks = {{"body~" + Canary + "-3", 2}, {"latency<2s", 1}};
    counters.dropped = 250;
    for (int i = 1; i <= 1000; ++i) {
        record.totals.serviceTime.record(std::chrono::microseconds(i));
        record.totals.responseTime.record(std::chrono::microseconds(2 * i));
    }
    record.loadDurationS = 0.5;
    record.signals = {leakingTasks(), stableHeap()};
    record.marks = {{1.5, "the target said \x1b[31m" + Canary + "-3"}};
    record.failureExamples = {std::string(sentenceOf(FailureKind::Reset)) + ": GET " +
                              record.plan.requests.front().url + " \x1b]0;owned\x07"};
    RequestSample slow{.name = "GET /json?token=" + Canary + "-2&a=b",
                       .target = "/json?token=" + Canary + "-2&a=b",
                       .traceId = "4bf92f3577b34da6a3ce929d0e0e4736",
                       .spanId = "00f067aa0ba902b7",
                       .due = milliseconds(1100),
                       .sent = milliseconds(1101),
                       .done = milliseconds(1902),
                       .status = 200,
                       .failure = {},
                       .detail = {}};
    record.samples.addSlow(slow);
    slow.failure = FailureKind::CheckFailed;
    slow.detail = "body~\x1b[31mme: the password " + Canary + "-11 is none";
    record.samples.addFailed(slow);
    slow.failure.reset();
    slow.status = 503;
    slow.detail.clear();
    record.samples.addFailed(slow);
    const std::string bytes("\x1f\x8b\0 packed", 10);
    record.profiles = {{"baseline", 1, "goroutine", std::make_shared<const std::string>(bytes)},
                       {"after_cycle_1", 2, "goroutine", std::make_shared<const std::string>("plain")}};
    record.stopReason = StopReason::TargetLost;
    record.stopDetail = "the target stopped answering at " + record.plan.requests.front().url;
    return record;
}

}  // namespace leaktide::testing
