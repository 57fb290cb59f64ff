// The load engine over real sockets: what it counts is what the server saw.
#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

class TestLoadEngine : public QObject {
    Q_OBJECT

private slots:
    void closedModelSendsExactlySoMany();
    void constantRateSendsExactlySoMany();
    void fractionalRate();
    void dueRequestsWaitForAConnection();
    void unsentAtTheEndIsDropped();
    void stopSendingEndsSoon();
    void cancelCutsWhatIsInFlight();
    void refusedDoesNotSpin();
    void collectsAddUpWhileRunning();
    void closesItsConnections();
    void rateChangesWhileRunning();
    void stagesFollowTheirRamp();
    void busyWorkersShow();
};

void TestLoadEngine::closedModelSendsExactlySoMany() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.connections = 7;
    plan.load.threads = 3;
    plan.load.requests = 1000;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.requests, 1000U);
    QCOMPARE(run.total.counters.ok, 1000U);
    QCOMPARE(run.total.counters.attempts, 1000U);
    QCOMPARE(run.total.counters.statuses.at(200), 1000U);
    QCOMPARE(run.total.counters.connectionsOpened, 7U);
    QCOMPARE(run.total.counters.dropped, 0U);
    QCOMPARE(run.total.serviceTime.count(), 1000U);
    QCOMPARE(run.work.done, 1000U);
    QCOMPARE(run.work.inFlight, 0U);
    QCOMPARE(server.counts().received, 1000U);
    QCOMPARE(server.counts().accepted, 7U);
    QVERIFY(run.total.responseTime.min() >= run.total.serviceTime.min());
}

void TestLoadEngine::constantRateSendsExactlySoMany() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{500, 1s};
    plan.load.duration = 1s;
    plan.load.threads = 2;
    plan.load.connections = 8;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.requests + run.total.counters.dropped, 500U);
    QCOMPARE(run.total.counters.requests, server.counts().received);
    QVERIFY2(run.seconds > 0.99 && run.seconds < 1.6, qPrintable(QString::number(run.seconds)));
}

void TestLoadEngine::fractionalRate() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{7, 4s};
    plan.load.duration = 2s;
    QCOMPARE(runPlan(plan).total.counters.requests, 4U);
}

void TestLoadEngine::dueRequestsWaitForAConnection() {
    FaultServer server;
    Plan plan = planFor(server.url("/delay?ms=100"));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{50, 1s};
    plan.load.requests = 10;
    plan.load.connections = 1;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.ok, 10U);
    // Ten answers of 100 ms in a row on one connection, due 20 ms apart: the last was due at 180 ms.
    QVERIFY(run.total.serviceTime.max() < 300ms);
    QVERIFY(run.total.responseTime.max() >= 820ms);
    QVERIFY(run.total.counters.late >= 8);
}

void TestLoadEngine::unsentAtTheEndIsDropped() {
    FaultServer server;
    Plan plan = planFor(server.url("/delay?ms=200"));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{100, 1s};
    plan.load.duration = 500ms;
    plan.load.connections = 2;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.requests + run.total.counters.dropped, 50U);
    QCOMPARE(run.total.counters.requests, server.counts().received);
    QVERIFY(run.total.counters.dropped >= 40);
}

void TestLoadEngine::stopSendingEndsSoon() {
    FaultServer server;
    auto engine = LoadEngine::create(planFor(server.url("/ok")));
    QVERIFY(engine.ok());
    QVERIFY((*engine)->start().ok());
    QTRY_VERIFY((*engine)->work().done > 10);
    (*engine)->stopSending();
    QTRY_VERIFY_WITH_TIMEOUT((*engine)->idle(), 2000);
    QCOMPARE((*engine)->collect().counters.requests, (*engine)->work().done);
    QCOMPARE(server.counts().received, (*engine)->work().done);
}

void TestLoadEngine::cancelCutsWhatIsInFlight() {
    FaultServer server;
    Plan plan = planFor(server.url("/never"));
    plan.connection.timeout = 30s;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    QVERIFY((*engine)->start().ok());
    QTRY_COMPARE(server.counts().received, 4U);
    QCOMPARE((*engine)->work().inFlight, 4U);
    (*engine)->cancel();
    QTRY_VERIFY_WITH_TIMEOUT((*engine)->idle(), 2000);
    const LoadInterval total = (*engine)->collect();
    QCOMPARE(total.counters.failures[static_cast<std::size_t>(FailureKind::Aborted)], 4U);
    QCOMPARE((*engine)->work().aborted, 4U);
    QTRY_COMPARE((*engine)->openConnections(), 0U);
}

void TestLoadEngine::refusedDoesNotSpin() {
    std::string url;
    {
        const FaultServer gone;
        url = gone.url("/ok");
    }
    Plan plan = planFor(url);
    plan.load.duration = 1s;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    const auto refused = run.total.counters.failures[static_cast<std::size_t>(FailureKind::ConnectRefused)];
    QCOMPARE(run.total.counters.requests, refused);
    QVERIFY2(refused >= 8 && refused <= 80, qPrintable(QString::number(refused)));
    QCOMPARE(run.total.counters.attempts, 0U);
    QVERIFY(!run.examples.empty());
    QVERIFY(run.examples.front().starts_with("connection refused"));
}

void TestLoadEngine::collectsAddUpWhileRunning() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.duration = 500ms;
    plan.load.threads = 2;
    const EngineRun run = runPlan(plan);  // collects every 5 ms
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.requests, run.work.done);
    QCOMPARE(run.total.responseTime.count(), run.work.done);
    QCOMPARE(server.counts().received, run.work.done);
}

void TestLoadEngine::closesItsConnections() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.requests = 20;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    QVERIFY(run.finished);
    QVERIFY((*engine)->openConnections() > 0);
    (*engine)->closeConnections();
    QTRY_COMPARE((*engine)->openConnections(), 0U);
}

void TestLoadEngine::rateChangesWhileRunning() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{1, 10s};
    plan.load.duration = 10s;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    QVERIFY((*engine)->start().ok());
    QTRY_COMPARE((*engine)->work().done, 1U);
    (*engine)->setRate(Rate{1000, 1s});
    QTRY_VERIFY((*engine)->work().done > 200);
    (*engine)->cancel();
    QTRY_VERIFY((*engine)->idle());
}

void TestLoadEngine::stagesFollowTheirRamp() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.model = LoadModel::Stages;
    plan.load.stages = {{500ms, {200, 1s}}, {500ms, {200, 1s}}};
    plan.load.threads = 2;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.requests + run.total.counters.dropped, 150U);
    QCOMPARE(run.total.counters.requests, server.counts().received);
    QVERIFY(run.seconds >= 0.99);
}

void TestLoadEngine::busyWorkersShow() {
    FaultServer server;
    auto engine = LoadEngine::create(planFor(server.url("/ok")));
    QVERIFY(engine.ok());
    QCOMPARE((*engine)->busiestWorker().sum(), 0.0);
    QVERIFY((*engine)->start().ok());
    QTRY_VERIFY((*engine)->work().done > 500);
    const CoreUse use = (*engine)->busiestWorker();
    QVERIFY2(use.used > 0.01 && use.sum() <= 1, qPrintable(QString::number(use.used)));
}

QTEST_GUILESS_MAIN(TestLoadEngine)
#include "tst_load_engine.moc"
