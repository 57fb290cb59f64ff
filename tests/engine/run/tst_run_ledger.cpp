#include <QtTest>

#include "engine/run/run_ledger.h"

using namespace leaktide;

namespace {

LoadInterval intervalOf(std::uint64_t ok, Nanos serviceTime) {
    LoadInterval interval;
    interval.counters.requests = ok;
    interval.counters.ok = ok;
    interval.counters.statuses[200] = ok;
    interval.serviceTime.recordMany(serviceTime, ok);
    interval.responseTime.recordMany(serviceTime * 2, ok);
    return interval;
}

}  // namespace

class TestRunLedger : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beatsAddUpToTheTotals() {
        RunLedger ledger{RunRecord{}};
        ledger.addInterval(intervalOf(10, std::chrono::milliseconds(1)));
        ledger.addInterval(intervalOf(20, std::chrono::milliseconds(1)));
        const Beat first = ledger.closeBeat({.tS = 1, .phase = Phase::Load});
        QCOMPARE(first.counters.requests, std::uint64_t{30});
        QCOMPARE(first.durationS, 1.0);
        ledger.addInterval(intervalOf(5, std::chrono::milliseconds(3)));
        QCOMPARE(ledger.totals().counters.requests, std::uint64_t{35});
        const Beat second = ledger.closeBeat({.tS = 2.5, .phase = Phase::Load});
        QCOMPARE(second.durationS, 1.5);
        QCOMPARE(second.counters.statuses.at(200), std::uint64_t{5});
        QVERIFY(second.service->p50 > std::chrono::microseconds(2990));
        QVERIFY(second.response->max > second.service->max);
        QCOMPARE(ledger.record().totals.counters.requests, std::uint64_t{35});
        QCOMPARE(ledger.record().totals.serviceTime.count(), std::uint64_t{35});
    }

    void whatWasNotMeasuredIsUnset() {
        RunLedger ledger{RunRecord{}};
        const Beat& beat = ledger.closeBeat({.tS = 1});
        QVERIFY(!beat.service);
        QVERIFY(!beat.response);
        QVERIFY(!beat.targetRate);
        QVERIFY(beat.gauges.empty());
    }

    void phasesJoinWithoutGaps() {
        RunLedger ledger{RunRecord{}};
        ledger.enterPhase(Phase::Baseline, 1, 0);
        ledger.enterPhase(Phase::Load, 1, 1.5);
        ledger.touchPhase(3);
        ledger.enterPhase(Phase::Drain, 1, 21.5);
        ledger.enterPhase(Phase::Ended, 1, 24);
        const auto& phases = ledger.record().phases;
        QCOMPARE(phases.size(), std::size_t{3});
        for (std::size_t i = 1; i < phases.size(); ++i) {
            QCOMPARE(phases[i].fromS, phases[i - 1].toS);
        }
        QCOMPARE(ledger.phaseAt(0.2), Phase::Baseline);
        QCOMPARE(ledger.phaseAt(1.5), Phase::Load);
        QCOMPARE(ledger.phaseAt(23), Phase::Drain);
        QCOMPARE(ledger.phaseAt(-1), Phase::Starting);
    }
};

QTEST_GUILESS_MAIN(TestRunLedger)
#include "tst_run_ledger.moc"
