// Why connections are closed and how long they took to make: over real sockets, on both exchanges.
#include <QtTest>
#include <functional>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

std::uint64_t closedFor(const EngineRun& run, CloseReason reason) {
    return run.total.connections.closed.at(static_cast<std::size_t>(reason));
}

std::string describe(const EngineRun& run) {
    std::string text = std::to_string(run.total.counters.connectionsOpened) + " opened;";
    for (std::size_t i = 0; i < CloseReasonCount; ++i) {
        text += " " + std::string(nameOf(static_cast<CloseReason>(i))) + " " +
                std::to_string(run.total.connections.closed.at(i));
    }
    return text;
}

Plan requestsOf(const std::string& url, ExchangeChoice exchange, std::uint64_t count = 40) {
    Plan plan = planFor(url, exchange);
    plan.load.requests = count;
    return plan;
}

}  // namespace

class TestConnectionTally : public QObject {
    Q_OBJECT

private slots:
    void everyCloseHasItsReason_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("wanted");  // closes for it; -1: as many as requests, all but perhaps a few
        QTest::addColumn<bool>("curl");
        for (const bool curl : {false, true}) {
            const char* const how = curl ? "curl" : "direct";
            const auto row = [&](const char* name, const char* path, CloseReason reason, int wanted) {
                QTest::newRow(qPrintable(QString("%1, %2").arg(name, how)))
                    << path << static_cast<int>(reason) << wanted << curl;
            };
            row("kept to the end", "/ok", CloseReason::EndOfRun, 4);
            row("closed after each", "/close-each", CloseReason::PeerClosed, -1);
            row("cut off", "/fin-mid-body", CloseReason::PeerClosed, -1);
            row("reset", "/rst-mid-body", CloseReason::Error, -1);
        }
    }
    void everyCloseHasItsReason() {
        QFETCH(QString, path);
        QFETCH(int, reason);
        QFETCH(int, wanted);
        QFETCH(bool, curl);
        FaultServer server;
        const auto exchange = curl ? ExchangeChoice::Curl : ExchangeChoice::Direct;
        const EngineRun run = runAndClose(requestsOf(server.url(path.toStdString()), exchange));
        const std::uint64_t expected = wanted < 0 ? 40 : static_cast<std::uint64_t>(wanted);
        QVERIFY2(run.finished, "not finished");
        QVERIFY2(closedFor(run, static_cast<CloseReason>(reason)) == expected, describe(run).c_str());
        QCOMPARE(run.total.connections.closedInAll(), run.total.counters.connectionsOpened);
        QCOMPARE(run.total.connections.connectTime.count(), run.total.counters.connectionsOpened);
        QVERIFY(run.total.connections.connectTime.max() < Nanos(5s));
        QCOMPARE(run.total.connections.tlsTime.count(), 0U);
    }

    void whatThePlanClosesIsOurs_data() {
        QTest::addColumn<bool>("curl");
        QTest::newRow("direct") << false;
        QTest::newRow("curl") << true;
    }
    void whatThePlanClosesIsOurs() {
        QFETCH(bool, curl);
        const auto exchange = curl ? ExchangeChoice::Curl : ExchangeChoice::Direct;
        FaultServer server;
        Plan plan = requestsOf(server.url("/ok"), exchange, 12);
        plan.connection.keepAlive = false;
        const EngineRun none = runAndClose(plan);
        QVERIFY2(closedFor(none, CloseReason::NotKept) + closedFor(none, CloseReason::PeerClosed) == 12,
                 describe(none).c_str());

        plan = requestsOf(server.url("/ok"), exchange, 3);
        plan.load.connections = 1;
        plan.load.thinkTime = 2200ms;  // libcurl counts whole seconds
        plan.connection.idleTimeout = 1s;
        const EngineRun idle = runAndClose(plan);
        QVERIFY2(closedFor(idle, CloseReason::IdleTimeout) == 2, describe(idle).c_str());
        if (!curl) {
            plan = requestsOf(server.url("/ok"), exchange, 10);
            plan.load.connections = 1;
            plan.connection.maxRequests = 3;
            const EngineRun worn = runAndClose(plan);
            QVERIFY2(closedFor(worn, CloseReason::MaxRequests) == 3, describe(worn).c_str());
            QCOMPARE(closedFor(worn, CloseReason::EndOfRun), 1U);
        }
    }

    // Late because every connection is busy is the target's doing; late although one is free is ours.
    void aBusyTargetDoesNotHoldRequestsUp() {
        FaultServer server;
        Plan plan = planFor(server.url("/slow-body?n=4&ms=25"), ExchangeChoice::Direct);
        plan.load.model = LoadModel::ConstantRate;
        plan.load.rate = Rate{200};
        plan.load.duration = 2s;
        auto engine = LoadEngine::create(plan);
        QVERIFY(engine.ok());
        const EngineRun run = drive(**engine);
        QVERIFY2(run.total.counters.late > 20, qPrintable(QString::number(run.total.counters.late)));
        QVERIFY2(run.total.counters.heldUp * 4 < run.total.counters.late,
                 qPrintable(QString::number(run.total.counters.heldUp)));
    }

    void aDroppedBacklogIsCounted() {
        FaultServer server;
        Plan plan = planFor(server.url("/slow-body?n=4&ms=25"), ExchangeChoice::Direct);
        plan.load.model = LoadModel::ConstantRate;
        plan.load.rate = Rate{1000};
        plan.load.duration = 2s;
        auto engine = LoadEngine::create(plan);
        QVERIFY(engine.ok());
        QVERIFY((*engine)->start().ok());
        std::this_thread::sleep_for(1s);
        (*engine)->setRate(Rate{20}, Backlog::Drop);
        LoadInterval total;
        QTRY_VERIFY_WITH_TIMEOUT((*engine)->idle(), 10'000);
        total.add((*engine)->collect());
        total.add((*engine)->collect());
        // A second at 1000 and one at 20 were due; four connections carry ten a second each.
        const std::uint64_t due = total.counters.requests + total.counters.dropped;
        QVERIFY2(due >= 1000 && due <= 1300, qPrintable(QString::number(due)));
        QVERIFY2(total.counters.dropped > 850, qPrintable(QString::number(total.counters.dropped)));
        QVERIFY(total.counters.requests < 150);
    }
};

QTEST_GUILESS_MAIN(TestConnectionTally)
#include "tst_connection_tally.moc"
