// What is said about the length of a load once its pace is known.
#include <QTest>

#include "engine/run/length_notice.h"

using namespace leaktide;

namespace {

// Twenty readings at rest, then one second of load at 10 requests a second.
RunRecord firstSecond(std::chrono::seconds planned) {
    RunRecord record;
    record.plan.load.duration = planned;
    record.plan.probe.interval = std::chrono::milliseconds(100);
    record.phases = {{Phase::Baseline, 1, 0, 2}, {Phase::Load, 1, 2, 3}};
    Beat rest;
    rest.tS = 2;
    rest.phase = Phase::Baseline;
    Beat load;
    load.tS = 3;
    load.phase = Phase::Load;
    load.counters.requests = 10;
    record.beats = {rest, load};
    return record;
}

std::vector<SignalRecord> signalsAt(double tasks, double heap) {
    SignalRecord one;
    one.spec = *findCanonicalSignal("tasks");
    SignalRecord two;
    two.spec = *findCanonicalSignal("heap_in_use");
    for (int i = 0; i < 20; ++i) {
        one.points.push_back({.tS = 0.1 * i, .value = tasks});
        two.points.push_back({.tS = 0.1 * i, .value = heap});
    }
    return {one, two};
}

}  // namespace

class TestLengthNotice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSlowestSignalDecides() {
        // 1 % of 50 MiB at 1 KiB per request is 512 requests: 52 s at this pace.
        const auto notice =
            lengthNotice(firstSecond(std::chrono::seconds(20)), signalsAt(5, 50.0 * 1024 * 1024));
        QVERIFY(notice.has_value());
        QVERIFY(notice->tooShort);
        QCOMPARE(
            english(notice->sentence),
            std::string("the load of 20.0 s is short: by the noise of the baseline a leak of 1.0 KiB per "
                        "request would show in Heap in use after 52.0 s at this rate"));
    }
    void aLoadThatIsLongEnoughIsTold() {
        const auto notice = lengthNotice(firstSecond(std::chrono::seconds(60)), signalsAt(5, 1000));
        QVERIFY(notice.has_value());
        QVERIFY(!notice->tooShort);
    }
    void cyclesAreAddedAndRequestsEndALoad() {
        RunRecord record = firstSecond(std::chrono::seconds(20));
        record.plan.phases.cycles = 3;
        QVERIFY(!lengthNotice(record, signalsAt(5, 50.0 * 1024 * 1024))->tooShort);
        record.plan.load.requests = 50;
        QVERIFY(lengthNotice(record, signalsAt(5, 50.0 * 1024 * 1024))->tooShort);
    }
    void nothingBeforeTheFirstSecondOfLoad() {
        RunRecord record = firstSecond(std::chrono::seconds(20));
        record.beats.pop_back();
        QVERIFY(!lengthNotice(record, signalsAt(5, 1000)));
        QVERIFY(!lengthNotice(firstSecond(std::chrono::seconds(20)), {}));
    }
};

QTEST_APPLESS_MAIN(TestLengthNotice)
#include "tst_length_notice.moc"
