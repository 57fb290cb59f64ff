// What is asked of an answer: every check, held and failed, over real sockets and on both exchanges.
#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;

class TestAnswerChecks : public QObject {
    Q_OBJECT

private slots:
    void checks_data();
    void checks();
    void checksAddUp_data() { addExchanges(); }
    void checksAddUp();
    void checksOfOneRequestAreItsOwn();
};

void TestAnswerChecks::checks_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("failure");  // empty: it holds
    const auto row = [](const char* path, const char* check, const char* failure = "") {
        for (const ExchangeChoice exchange : {ExchangeChoice::Curl, ExchangeChoice::Direct}) {
            QTest::addRow("%s %s by %s", path, check, nameOf(exchange))
                << static_cast<int>(exchange) << path << check << failure;
        }
    };
    row("/json", "status=200");
    row("/json", "status!=200", "status!=200: the status is 200");
    row("/500", "status=2xx,404", "status=2xx,404: the status is 500");
    row("/json", "header:content-type");
    row("/json", "header:Content-Type~json");
    row("/json", "header:X-Kind=final");  // not the interim answer's, and the first of two
    row("/json", "header:X-Kind=interim", "header:X-Kind=interim: it is 'final'");
    row("/json", "header:X-None", "header:X-None: there is no such header");
    row("/json", "header:X-None!=a");
    row("/set-cookie", "header:Set-Cookie=a", "header:Set-Cookie=***: it is another one");
    row("/json", "body~\"b\":3");
    row("/json", "body!~error");
    row("/json", "body~error", "body~error: not so in a body of 34 B");
    row("/chunked", "body=abcdefg");
    row("/json", "json:/a/b");
    row("/json", "json:/a/b=3.0");
    row("/json", "json:/a/s=x");
    row("/json", "json:/list=[1,2]");
    row("/json", "json:/a/b=4", "json:/a/b=4: it is 3");
    row("/json", "json:/a/c", "json:/a/c: there is no such place in the body");
    row("/json", "json:/list/7", "json:/list/7: there is no such place in the body");
    row("/chunked", "json:/a", "json:/a: the body is not JSON");
    row("/ok", "latency<4s");
    row("/delay?ms=60", "latency<30ms", "latency<30ms: it took ");
    row("/two-mebibytes", "body~x", "body~x: the body is larger than 1.0 MiB");
}

void TestAnswerChecks::checks() {
    QFETCH(QString, path);
    QFETCH(QString, check);
    QFETCH(QString, failure);
    FaultServer server;
    Plan plan = planFor(server.url(path.toStdString()), exchangeOf());
    plan.checks = {"latency<1h", check.toStdString()};
    plan.load.requests = 3;
    plan.load.connections = 1;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(countOf(run, FailureKind::CheckFailed), failure.isEmpty() ? 0U : 3U);
    QCOMPARE(run.total.counters.ok, failure.isEmpty() ? 3U : 0U);
    QCOMPARE(server.counts().accepted, 1U);  // a failed check costs no connection
    if (!failure.isEmpty()) {
        const std::string expected = "a check of the plan failed: " + failure.toStdString();
        QVERIFY2(run.examples.at(0).rfind(expected, 0) == 0, run.examples.at(0).c_str());
    }
}

// Every tenth answer is a 500: each result is one of ok, http error and failed, and all have their times.
void TestAnswerChecks::checksAddUp() {
    FaultServer server;
    Plan plan = planFor(server.url("/nth?every=10&mode=500"), exchangeOf());
    plan.checks = {"status=200", "body~ok"};  // the first one that fails counts
    plan.load.requests = 200;
    plan.load.threads = 2;
    const EngineRun run = runPlan(plan);
    const LoadCounters& counters = run.total.counters;
    QCOMPARE(counters.requests, 200U);
    QCOMPARE(counters.ok, 180U);
    QCOMPARE(counters.httpErrors, 0U);
    QCOMPARE(counters.failed, 20U);
    QCOMPARE(countOf(run, FailureKind::CheckFailed), 20U);
    QCOMPARE(counters.statuses.at(500), 20U);
    QCOMPARE(run.total.serviceTime.count(), 200U);
    QCOMPARE(run.work.errors, 20U);
    QVERIFY(counters.failedChecks == (std::map<std::string, std::uint64_t>{{"status=200", 20}}));
    plan.checks.clear();
    const EngineRun plain = runPlan(plan);
    QCOMPARE(plain.total.counters.httpErrors, 20U);
    QCOMPARE(plain.total.counters.failed, 0U);
}

void TestAnswerChecks::checksOfOneRequestAreItsOwn() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.requests.push_back(plan.requests[0]);
    plan.requests[1].url = server.url("/404");
    plan.requests[1].checks = {"status=404"};
    plan.requests[0].checks = {"status=200", "body~other"};
    plan.load.requests = 40;
    plan.load.threads = 1;
    const EngineRun run = runPlan(plan);
    QCOMPARE(countOf(run, FailureKind::CheckFailed), 20U);
    QCOMPARE(run.total.counters.httpErrors, 20U);  // as expected, but still what it is
    plan.checks = {"statis=200"};
    QVERIFY(refusalOf(plan).find("the check 'statis=200' is not one") == 0);
}

QTEST_GUILESS_MAIN(TestAnswerChecks)
#include "tst_answer_checks.moc"
