// Every fault of the fault server, against the load engine: each request has one result, the result is of the
// right kind, and the totals equal what the server saw, to the last request.
#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/engine/load/fault_expectations.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

constexpr std::array BothExchanges{ExchangeChoice::Curl, ExchangeChoice::Direct};

// Faults of silence cost a timeout each.
Plan impatientPlan(const std::string& url, int exchange) {
    Plan plan = planFor(url, static_cast<ExchangeChoice>(exchange));
    plan.connection.timeout = 400ms;
    plan.connection.connectTimeout = 400ms;
    return plan;
}

std::uint64_t failuresOf(const LoadCounters& counters, const Kinds& kinds) {
    std::uint64_t sum = 0;
    for (const FailureKind kind : kinds) {
        sum += counters.failures[static_cast<std::size_t>(kind)];
    }
    return sum;
}

}  // namespace

class TestFaultMatrix : public QObject {
    Q_OBJECT

private slots:
    void everyScriptIsExpected();
    void fault_data();
    void fault();
    void acceptMode_data();
    void acceptMode();
    void mixedFaults_data();
    void mixedFaults();
    void stallShowsInResponseTimeOnly();
    void peerBytesArePrintable();
};

void TestFaultMatrix::everyScriptIsExpected() {
    for (const FaultScript& script : faultScripts()) {
        if (script.path == "/head") {
            continue;  // right for HEAD requests only: tst_connections
        }
        const auto& all = expectations();
        QVERIFY2(
            std::any_of(all.begin(), all.end(), [&](const Expectation& e) { return script.path == e.path; }),
            script.path.c_str());
    }
}

void TestFaultMatrix::fault_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<int>("index");
    for (const ExchangeChoice exchange : BothExchanges) {
        for (std::size_t i = 0; i < expectations().size(); ++i) {
            QTest::addRow("%s %s", nameOf(exchange), expectations()[i].path)
                << static_cast<int>(exchange) << static_cast<int>(i);
        }
    }
}

void TestFaultMatrix::fault() {
    QFETCH(int, exchange);
    QFETCH(int, index);
    const Expectation& expected = expectations()[static_cast<std::size_t>(index)];
    constexpr std::uint64_t count = 12;
    FaultServer server;
    Plan plan = impatientPlan(server.url(expected.path), exchange);
    plan.load.requests = count;
    if (expected.uploadBytes > 0) {
        plan.requests[0].method = "POST";
        plan.requests[0].body = std::string(expected.uploadBytes, 'u');
    }
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(run);

    QVERIFY2(run.finished, words.c_str());
    QVERIFY2(run.seconds < 3 * 0.4 + 0.5,
             qPrintable(QString::number(run.seconds)));  // three rounds of timeouts
    QVERIFY2(counters.requests == count, words.c_str());
    QCOMPARE(counters.ok + counters.httpErrors + counters.failed, count);
    QCOMPARE(counters.attempts, counters.requests - counters.unsent + counters.retries);
    QCOMPARE(run.work.done, count);
    QCOMPARE(run.total.serviceTime.count(), counters.ok + counters.httpErrors);
    if (expected.status != 0) {
        QVERIFY2(counters.failed == 0, words.c_str());
        QVERIFY2(counters.statuses.size() == 1 && counters.statuses.begin()->first == expected.status,
                 words.c_str());
        QCOMPARE(expected.status >= 400 ? counters.httpErrors : counters.ok, count);
    } else {
        QVERIFY2(failuresOf(counters, expected.kinds) == count, words.c_str());
        QVERIFY(!run.examples.empty());
    }
    // Sends and what arrived are the same thing; results may be fewer where libcurl sent again.
    const FaultCounts seen = server.counts();
    QVERIFY2(counters.attempts >= seen.received && seen.received >= count, words.c_str());
    QVERIFY2(seen.received == count || expected.status != 0 || counters.attempts > count, words.c_str());
}

void TestFaultMatrix::acceptMode_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, AcceptMode mode, FailureKind kind) {
        for (const ExchangeChoice exchange : BothExchanges) {
            QTest::addRow("%s %s", nameOf(exchange), name)
                << static_cast<int>(exchange) << static_cast<int>(mode) << static_cast<int>(kind);
        }
    };
    row("reset", AcceptMode::Reset, FailureKind::Reset);
    row("close", AcceptMode::Close, FailureKind::ClosedBeforeResponse);
    row("banner", AcceptMode::Banner, FailureKind::Protocol);
    row("silence", AcceptMode::Silence, FailureKind::TimeoutBeforeResponse);
}

void TestFaultMatrix::acceptMode() {
    QFETCH(int, exchange);
    QFETCH(int, mode);
    QFETCH(int, kind);
    FaultServer server;
    server.setAcceptMode(static_cast<AcceptMode>(mode));
    Plan plan = impatientPlan(server.url("/ok"), exchange);
    plan.load.requests = 8;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const std::string words = inWords(run);
    QVERIFY2(run.total.counters.requests == 8 && run.total.counters.failed == 8, words.c_str());
    Kinds kinds{static_cast<FailureKind>(kind)};
    if (static_cast<AcceptMode>(mode) == AcceptMode::Close) {
        kinds.push_back(FailureKind::Reset);  // closing over unread bytes resets
    } else if (static_cast<AcceptMode>(mode) == AcceptMode::Reset) {
        kinds.push_back(FailureKind::ConnectFailed);  // when the reset comes before the first send
    }
    QVERIFY2(failuresOf(run.total.counters, kinds) == 8, words.c_str());
}

void TestFaultMatrix::mixedFaults_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<QString>("mode");
    for (const ExchangeChoice exchange : BothExchanges) {
        for (const char* mode :
             {"500", "rst-mid-body", "never", "truncated-chunk", "garbage-all", "fin-mid-headers"}) {
            QTest::addRow("%s %s", nameOf(exchange), mode) << static_cast<int>(exchange) << QString(mode);
        }
    }
}

// One in ten is bad: the shares are exact.
void TestFaultMatrix::mixedFaults() {
    QFETCH(int, exchange);
    QFETCH(QString, mode);
    FaultServer server;
    Plan plan = impatientPlan(server.url("/nth?every=10&mode=" + mode.toStdString()), exchange);
    if (mode != "never") {
        plan.connection.timeout = 5s;  // the machine may be busy
        plan.connection.connectTimeout = 5s;
    }
    plan.load.requests = 100;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const LoadCounters& counters = run.total.counters;
    QVERIFY2(counters.ok == 90 && counters.httpErrors + counters.failed == 10, inWords(run).c_str());
    QCOMPARE(mode == "500" ? counters.httpErrors : counters.failed, 10U);
    QCOMPARE(server.counts().received, 100U);
}

// 100 requests a second for 1.5 s, frozen for 0.5 s: a request due x before the thaw waits x.
void TestFaultMatrix::stallShowsInResponseTimeOnly() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.connection.timeout = 5s;
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{200, 1s};
    plan.load.duration = 1500ms;
    plan.load.connections = 2;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    server.stall(500ms);
    const EngineRun run = drive(**engine);
    QCOMPARE(run.total.counters.ok, 300U);
    const double p90 = static_cast<double>(run.total.responseTime.quantile(0.9).count()) / 1e6;
    QVERIFY2(std::abs(p90 - 350) < 60, qPrintable(QString::number(p90)));  // 500 ms - 0.1 * 1500 ms
    QVERIFY(run.total.serviceTime.quantile(0.9) < 100ms);  // two requests saw the freeze, the others did not
}

void TestFaultMatrix::peerBytesArePrintable() {
    FaultServer server;
    Plan plan = planFor(server.url("/garbage-all"));
    plan.load.requests = 4;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    for (const std::string& example : drive(**engine).examples) {
        QVERIFY(std::all_of(example.begin(), example.end(),
                            [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; }));
    }
}

QTEST_GUILESS_MAIN(TestFaultMatrix)
#include "tst_fault_matrix.moc"
