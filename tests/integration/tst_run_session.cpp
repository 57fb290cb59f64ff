#include <atomic>
#include <csignal>

#include "tests/integration/live_run.h"

using namespace leaktide;
using namespace leaktide::testing;
using namespace std::chrono_literals;

class TestRunSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void snapshotsGrowAndPhasesFollow() {
        const auto target = startTarget();
        QVERIFY(target);
        std::atomic<std::uint64_t> lastSerial{0};
        std::atomic<bool> grew{true};
        std::atomic<double> lastProgress{0};
        const auto session =
            startSession(planFor(*target, "/json", 2s, 200), {}, [&](const RunSnapshotPtr& snapshot) {
                grew = grew && snapshot->serial > lastSerial && snapshot->progress >= lastProgress;
                lastSerial = snapshot->serial;
                lastProgress = snapshot->progress;
            });
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        QVERIFY(grew);
        QVERIFY(end->ended);
        QCOMPARE(end->progress, 1.0);
        std::vector<Phase> phases;
        for (const PhaseSpan& span : end->record.phases) {
            phases.push_back(span.phase);
        }
        QCOMPARE(phases, (std::vector<Phase>{Phase::Baseline, Phase::Load, Phase::Drain, Phase::Collect}));
        std::uint64_t sum = 0;
        for (const Beat& beat : end->record.beats) {
            sum += beat.counters.requests;
        }
        QCOMPARE(sum, std::uint64_t{400});
        QCOMPARE(end->record.totals.counters.requests, sum);
        QCOMPARE(end->record.loadDurationS, 2.0);
        QVERIFY(end->record.totals.responseTime.max() >= end->record.totals.serviceTime.max());
    }

    void withoutADrainTheLoadLastedNoLonger() {
        const auto target = startTarget();
        QVERIFY(target);
        Plan plan = planFor(*target, "/json", 2s, 200);
        plan.phases.drain = Nanos{0};
        const auto session = startSession(plan);
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        QCOMPARE(end->record.totals.counters.requests, std::uint64_t{400});
        QCOMPARE(end->record.loadDurationS, 2.0);
    }

    void stopEndsWithinASecondAndKeepsWhatWasMeasured() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto session = startSession(planFor(*target, "/delay?ms=5000", 60s, 20));
        QVERIFY(session);
        QTRY_VERIFY_WITH_TIMEOUT(session->latest() && session->latest()->inFlight > 3, 10'000);
        QElapsedTimer timer;
        timer.start();
        session->stop(StopCause::Signal);
        const RunSnapshotPtr end = session->wait();
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(nameOf(end->record.stopReason), std::string_view("interrupted"));
        const LoadCounters& counters = end->record.totals.counters;
        QVERIFY(counters.failures.at(static_cast<std::size_t>(FailureKind::Aborted)) > 0);
        QCOMPARE(counters.requests, counters.ok + counters.httpErrors + counters.failed);
        QCOMPARE(end->inFlight, std::uint64_t{0});
    }

    void aTargetThatDiesIsSaidAndTheRestIsKept() {
        const auto target = startTarget();
        QVERIFY(target);
        RunSettings settings;
        settings.howTargetEnded = [&target] { return target->howItEnded(); };
        const auto session = startSession(planFor(*target, "/json", 60s, 200), settings);
        QVERIFY(session);
        QTRY_VERIFY_WITH_TIMEOUT(session->latest() && session->latest()->record.totals.counters.ok > 200,
                                 10'000);
        kill(target->pid(), SIGKILL);
        const RunSnapshotPtr end = session->wait();
        QCOMPARE(nameOf(end->record.stopReason), std::string_view("target_lost"));
        QVERIFY2(end->record.stopDetail.find("ended by signal 9") != std::string::npos,
                 end->record.stopDetail.c_str());
        QVERIFY(end->record.totals.counters.ok > 200);
        QVERIFY(!end->record.beats.empty());
    }

    void mistakesAndWrongPortsAreRefusedAtOnce() {
        Plan plan;
        plan.requests.push_back({});
        plan.requests[0].url = "http://127.0.0.1:1/";
        const auto refused = RunSession::create(plan, {}, {});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().kind == ErrorKind::Unreachable);
        QVERIFY(refused.error().message.find("127.0.0.1:1") != std::string::npos);
        plan.load.connections = 0;
        const auto wrong = RunSession::create(plan, {}, {});
        QVERIFY(!wrong.ok());
        QVERIFY(wrong.error().message.find("load.connections") != std::string::npos);
    }

    void anUnknownFaultIsTheTargetsOwnSentence() {
        BundledTargetSettings settings;
        settings.program = LEAKTIDE_BIN_DIR "/leaktide-target";
        settings.faults = {"no-such-fault"};
        const auto target = BundledTarget::start(settings);
        QVERIFY(!target.ok());
        QVERIFY(target.error().kind == ErrorKind::InvalidInput);
        QVERIFY2(target.error().message.find("no-such-fault") != std::string::npos,
                 target.error().message.c_str());
    }

    // The first cycle's requests are not forgotten over the second's, and all times are those of the run.
    void requestsOfEveryCycleAreKept() {
        const auto target = startTarget();
        QVERIFY(target);
        Plan plan = planFor(*target, "/json", 300ms, 200);
        plan.checks = {"json:/no/such/place"};
        plan.trace = true;
        plan.phases = {.baseline = 0ms, .drain = 100ms, .cycles = 2};
        const auto session = startSession(plan);
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        const RunRecord& record = end->record;
        QCOMPARE(record.totals.counters.failures.at(static_cast<std::size_t>(FailureKind::CheckFailed)),
                 120U);
        QCOMPARE(record.samples.failed().size(), RequestSamples::MostFailed);
        QCOMPARE(record.samples.slowest().size(), RequestSamples::MostSlowest);
        QCOMPARE(record.failureExamples.size(), 1U);
        const auto load = std::find_if(record.phases.begin(), record.phases.end(),
                                       [](const PhaseSpan& span) { return span.phase == Phase::Load; });
        for (const RequestSample& sample : record.samples.failed()) {
            QVERIFY(toSeconds(sample.sent) >= load->fromS && toSeconds(sample.done) <= load->toS + 1);
            QVERIFY(sample.target == "/json" && sample.traceId.size() == 32 && sample.status == 200);
        }
    }

    // Whoever reads slowly holds a connection and a task of the target, and gives them back when it leaves.
    void slowReadersHoldTheTarget() {
        const auto target = startTarget();
        QVERIFY(target);
        Plan plan = planFor(*target, "/bytes?size=3000000", 1s, 100);
        plan.load.misbehaviour = Misbehaviour{Misbehaviour::Kind::ReadSlowly, 5, 20ms, 500};
        plan.connection.timeout = 1500ms;
        const auto session = startSession(plan);
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        const RunRecord& record = end->record;
        const SignalRecord* tasks = findSignal(record, "tasks");
        QVERIFY(tasks && !tasks->points.empty());
        double most = 0;
        for (const SignalPoint& point : tasks->points) {
            most = std::max(most, point.value);
        }
        QVERIFY2(most >= tasks->points.front().value + 10, "all ten connections are held by slow readers");
        QCOMPARE(tasks->points.back().value, tasks->points.front().value);
        const LoadCounters& counters = record.totals.counters;
        QCOMPARE(counters.failures.at(static_cast<std::size_t>(FailureKind::Aborted)), counters.failed);
        QVERIFY(counters.failed >= 10);
    }

    void aFaultIsSwitchedLive() {
        const auto target = startTarget();
        QVERIFY(target);
        QVERIFY(target->setFault("task-stuck", "every:10").ok());
        const auto session = startSession(planFor(*target, "/json", 1s, 200));
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        const SignalRecord* tasks = findSignal(end->record, "tasks");
        QVERIFY(tasks && !tasks->points.empty());
        QVERIFY2(tasks->points.back().value >= 20, "20 of 200 requests leave a task");
        QVERIFY(!target->setFault("no-such-fault", "on").ok());
    }
};

QTEST_GUILESS_MAIN(TestRunSession)
#include "tst_run_session.moc"
