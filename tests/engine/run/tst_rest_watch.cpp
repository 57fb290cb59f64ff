#include <QtTest>

#include "engine/run/rest_watch.h"

using namespace leaktide;

namespace {

const SignalSpec& spec(const char* name) {
    return *findCanonicalSignal(name);
}

enum class Collected { No, Yes };

// A target that is read ten times a second: one level of tasks and one of heap, which only collections lower.
struct Target {
    RestWatch watch;
    double tS = 0;
    double cycles = 1;
    bool onAskingOnly = false;

    void read(Phase phase, double tasks, double heap, Collected collected = Collected::No) {
        tS += 0.1;
        Reading reading;
        reading.gauges = Gauges{};
        reading.gauges->gcCycles = cycles += collected == Collected::Yes ? 1 : 0;
        reading.gauges->collectsOnAskingOnly = onAskingOnly;
        reading.collected = collected == Collected::Yes;
        watch.see(reading, tS, phase);
        watch.add(spec("tasks"), tasks);
        watch.add(spec("heap_in_use"), heap);
    }
    void rest(int readings, Phase phase, double tasks, double heap) {
        for (int i = 0; i < readings; ++i) {
            read(phase, tasks, heap);
        }
    }
    void load() {
        rest(15, Phase::Baseline, 10, 4e6);
        rest(10, Phase::Load, 500, 60e6);
    }
    [[nodiscard]] Verdict leakOf(const char* name) const {
        TrendVerdict verdict;
        verdict.verdict = Verdict::Leak;
        verdict.perRequest = Interval{1, 0.9, 1.1};
        return watch.check(spec(name), verdict).verdict;
    }
};

}  // namespace

class TestRestWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFallsIsNotQuiet() {
        Target target;
        target.onAskingOnly = true;
        target.load();
        for (int left = 500; left > 10; left -= 10) {
            target.read(Phase::Drain, left, 60e6);
        }
        QCOMPARE(target.watch.notQuiet(target.tS), std::vector<std::string>{"Tasks"});
        target.rest(12, Phase::Drain, 10, 60e6);
        QVERIFY(target.watch.quiet(target.tS));
    }

    void noiseAndOneThatEndsAreQuiet() {
        Target target;
        target.onAskingOnly = true;
        target.load();
        for (int i = 0; i < 30; ++i) {
            target.read(Phase::Drain, 12.0 - i % 3, 4e6 - 2e4 * (i % 2));
        }
        QVERIFY(target.watch.quiet(target.tS));
    }

    // The heap shows what is let go of at a collection only.
    void aHeapIsAtRestWhenTwoCollectionsLeaveTheSame() {
        Target target;
        target.load();
        target.rest(12, Phase::Drain, 10, 60e6);
        QVERIFY(!target.watch.quiet(target.tS));
        QVERIFY(target.watch.takeCollectionWish(target.tS));
        QVERIFY(!target.watch.takeCollectionWish(target.tS));  // one at a time
        target.read(Phase::Drain, 10, 50e6, Collected::Yes);
        QVERIFY(!target.watch.quiet(target.tS));
        QVERIFY(!target.watch.takeCollectionWish(target.tS));  // too soon
        target.rest(12, Phase::Drain, 10, 51e6);
        QVERIFY(target.watch.takeCollectionWish(target.tS));
        target.read(Phase::Drain, 10, 30e6, Collected::Yes);
        QVERIFY(!target.watch.quiet(target.tS));
        QCOMPARE(target.leakOf("heap_in_use"), Verdict::GrowingUndecided);
        target.rest(12, Phase::Drain, 10, 31e6);
        target.read(Phase::Drain, 10, 30e6, Collected::Yes);
        QVERIFY(target.watch.quiet(target.tS));
        QVERIFY(target.watch.needsNoCollection(target.tS));
        QCOMPARE(target.leakOf("heap_in_use"), Verdict::Leak);
    }

    void oneCollectionIsEnoughWhereNothingIsLeft() {
        Target target;
        target.load();
        target.rest(12, Phase::Drain, 10, 60e6);
        QVERIFY(target.watch.takeCollectionWish(target.tS));
        target.read(Phase::Drain, 10, 4e6, Collected::Yes);
        QVERIFY(target.watch.quiet(target.tS));
    }

    // What fell before the first second of readings is over is not known.
    void aSecondIsSeenFirst() {
        Target target;
        target.load();
        target.rest(9, Phase::Drain, 10, 60e6);
        QVERIFY(!target.watch.takeCollectionWish(target.tS));
        QVERIFY((target.watch.notQuiet(target.tS) == std::vector<std::string>{"Tasks"}));
        QVERIFY(target.watch.notQuiet(target.tS + 2).empty());
        QVERIFY(!target.watch.quiet(target.tS + 2));  // of the heap nothing is known yet, so that none is named
    }

    void countsComeToRestBeforeACollectionIsWishedFor() {
        Target target;
        target.load();
        for (int left = 500; left > 300; left -= 10) {
            target.read(Phase::Drain, left, 60e6);
        }
        QVERIFY(!target.watch.takeCollectionWish(target.tS));
    }

    void aTargetThatWillNotCollectIsNotWaitedFor() {
        Target target;
        target.load();
        target.rest(12, Phase::Drain, 10, 60e6);
        QVERIFY(target.watch.takeCollectionWish(target.tS));
        target.rest(2, Phase::Drain, 10, 60e6);
        QVERIFY(target.watch.quiet(target.tS));
        QVERIFY(!target.watch.takeCollectionWish(target.tS));
        QVERIFY(target.watch.needsNoCollection(target.tS));
    }

    // Too slow to be waited for, but steady: 60,000 left, 100 a second.
    void aSlowBacklogIsNoLeak() {
        for (const double perReading : {10.0, 0.0}) {
            Target target;
            target.load();
            for (int i = 0; i < 60; ++i) {
                target.read(i < 30 ? Phase::Drain : Phase::Collect, 60000 - perReading * i, 60e6);
            }
            QCOMPARE(target.leakOf("tasks"), perReading > 0 ? Verdict::GrowingUndecided : Verdict::Leak);
        }
    }

    void theEndOfABacklogBesideALeakIsForgotten() {
        Target target;
        target.onAskingOnly = true;
        target.load();
        for (int i = 0; i < 60; ++i) {
            target.read(i < 30 ? Phase::Drain : Phase::Collect, 4000 + std::max(0, 300 - 10 * i), 60e6);
        }
        QCOMPARE(target.leakOf("tasks"), Verdict::Leak);
    }
};

QTEST_GUILESS_MAIN(TestRestWatch)
#include "tst_rest_watch.moc"
