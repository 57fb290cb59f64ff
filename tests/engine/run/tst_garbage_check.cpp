#include <QtTest>

#include "engine/run/garbage_check.h"

using namespace leaktide;

namespace {

const SignalSpec& heap() {
    return *findCanonicalSignal("heap_in_use");
}

struct Target {
    GarbageCheck check;
    std::uint64_t done = 0;
    double cycles = 5;
    bool collects = false;
    bool onAskingOnly = false;

    void read(Phase phase, double value) {
        Reading reading;
        reading.work.done = done;
        reading.gauges = Gauges{};
        reading.gauges->values = {{"heap_in_use", value}};
        reading.gauges->gcCycles = cycles;
        reading.gauges->collects = collects;
        reading.gauges->collectsOnAskingOnly = onAskingOnly;
        check.add(reading, phase);
    }
    // A load of 100 readings whose heap grows by one each; every `every`-th reading follows a collection that
    // frees `frees`.
    void load(int every, double frees) {
        read(Phase::Baseline, 10);
        for (int i = 1; i <= 100; ++i) {
            done += 10;
            const bool collected = i % every == 0;
            cycles += collected ? 1 : 0;
            read(Phase::Load, 10 + i - (collected ? frees : 0));
        }
    }
    void collectAfterwards() {
        ++cycles;
        read(Phase::Collect, 100);
    }
    [[nodiscard]] TrendVerdict leak(const SignalSpec& spec = heap()) const {
        TrendVerdict verdict;
        verdict.verdict = Verdict::Leak;
        verdict.perRequest = Interval{2048, 2000, 2100};
        return check.check(spec, verdict);
    }
};

}  // namespace

class TestGarbageCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whereNothingCollectsByItselfGrowthIsKept() {
        Target target;
        target.onAskingOnly = true;
        target.load(1000, 0);
        QCOMPARE(target.leak().verdict, Verdict::Leak);
    }
    void whatACollectorNeverSawIsNoLeakYet() {
        Target target;
        target.load(60, 30);
        QCOMPARE(target.leak().verdict, Verdict::GrowingUndecided);
        QVERIFY2(english(target.leak().evidence).find("has not collected its garbage since the load") !=
                     std::string::npos,
                 english(target.leak().evidence).c_str());
        target.collectAfterwards();
        QCOMPARE(
            english(target.leak().evidence),
            std::string(
                "Still growing by 2.0 KiB per request, but the target collected its garbage only once or "
                "twice in the second half of the load."));
    }

    void manyCollectionsOrLittleGarbageDispelTheDoubt() {
        Target often;
        often.load(10, 30);
        often.collectAfterwards();
        QCOMPARE(often.leak().verdict, Verdict::Leak);
        Target live;
        live.load(60, 1);
        live.collectAfterwards();
        QCOMPARE(live.leak().verdict, Verdict::Leak);
    }

    void otherVerdictsAndOtherSignalsAreLeftAlone() {
        Target target;
        target.load(60, 30);
        TrendVerdict flat;
        flat.verdict = Verdict::Plateaued;
        QCOMPARE(target.check.check(heap(), flat).verdict, Verdict::Plateaued);
        QCOMPARE(target.leak(*findCanonicalSignal("tasks")).verdict, Verdict::Leak);
        QCOMPARE(target.leak(*findCanonicalSignal("rss")).verdict, Verdict::Leak);
    }

    void residentMemoryOfACollectedRuntimeTakesTwoLoads() {
        Target target;
        target.collects = true;
        target.load(200, 0);
        target.read(Phase::Collect, 100);
        QCOMPARE(target.leak(*findCanonicalSignal("rss")).verdict, Verdict::GrowingUndecided);
        target.load(200, 0);
        QCOMPARE(target.leak(*findCanonicalSignal("rss")).verdict, Verdict::Leak);
    }
};

QTEST_GUILESS_MAIN(TestGarbageCheck)
#include "tst_garbage_check.moc"
