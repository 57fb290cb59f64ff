#include <QTest>

#include "target-server/core/circuit_breaker.h"

using namespace leaktide::target;
using namespace std::chrono_literals;

class TestCircuitBreaker : public QObject {
    Q_OBJECT

private slots:
    void opensTriesAndCloses() {
        CircuitBreaker breaker({.window = 10, .failuresToOpen = 3, .openFor = 1000ms});
        CircuitBreaker::Time now{};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(breaker.admits(now));
            breaker.failed(now);
        }
        QCOMPARE(breaker.state(), CircuitBreaker::State::Open);
        QVERIFY(!breaker.admits(now + 999ms));
        QVERIFY(breaker.admits(now + 1000ms));   // one call tries
        QVERIFY(!breaker.admits(now + 1000ms));  // and only one
        breaker.failed(now + 1000ms);
        QVERIFY(!breaker.admits(now + 1500ms));
        QVERIFY(breaker.admits(now + 2000ms));
        breaker.succeeded();
        QCOMPARE(breaker.state(), CircuitBreaker::State::Closed);
        QVERIFY(breaker.admits(now + 2000ms));
    }

    void forgetsOldFailures() {
        CircuitBreaker breaker({.window = 4, .failuresToOpen = 3, .openFor = 1000ms});
        const CircuitBreaker::Time now{};
        for (int round = 0; round < 5; ++round) {
            breaker.failed(now);
            breaker.failed(now);
            breaker.succeeded();
            breaker.succeeded();
        }
        QCOMPARE(breaker.state(), CircuitBreaker::State::Closed);
    }
};

QTEST_GUILESS_MAIN(TestCircuitBreaker)
#include "tst_circuit_breaker.moc"
