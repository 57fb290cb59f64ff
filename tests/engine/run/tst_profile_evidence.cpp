#include <QtTest>

#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_reader.h"
#include "engine/run/load_span.h"
#include "engine/run/profile_evidence.h"

using namespace leaktide;

namespace {

StackProfile difference(const std::string& kind) {
    const std::string golden = LEAKTIDE_SOURCE_DIR "/tests/golden/profiles/" + kind;
    const auto before = readProfileFile(golden + "_before.pb.gz");
    const auto after = readProfileFile(golden + "_after.pb.gz");
    auto both = before && after ? differenceOf(*before, *after) : Result<StackProfile>(before.error());
    return both ? std::move(both).value() : StackProfile();
}

SignalRecord risingBy(const std::string& name, double growth) {
    SignalRecord signal;
    signal.spec = *findCanonicalSignal(name);
    signal.points = {{0.5, 0, 7}, {1.0, 0, 5}, {3.0, 100, 5 + growth / 2}, {9.0, 300, 5 + growth}};
    return signal;
}

}  // namespace

class TestProfileEvidence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheStackWithItsFrames() {
        const ProfileEvidence evidence = evidenceFrom(difference("goroutine"), "goroutine");
        QVERIFY2(english(evidence.said).starts_with("300 of 300 new goroutines wait in main.waitForever"),
                 english(evidence.said).c_str());
        QCOMPARE(evidence.stacks.front().growth, 300.0);
        QCOMPARE(evidence.stacks.front().share, 300.0 / evidence.growth);
        QVERIFY(evidence.stacks.front().frames.front().starts_with("runtime.gopark"));
        QCOMPARE(evidence.unit, std::string("count"));
        const ProfileEvidence heap = evidenceFrom(difference("heap"), "heap");
        QCOMPARE(heap.type, std::string("inuse_space"));
        QVERIFY(heap.stacks.size() <= 5 && heap.stacks.front().growth > 0);
    }

    void saysWhenTheProfilesSeeMuchLessThanWasMeasured() {
        ProfileEvidence fits = evidenceFrom(difference("goroutine"), "goroutine");
        const std::string sentence = english(fits.said);
        addMeasured(fits, risingBy("tasks", 300), 1.2, 9.5);
        QCOMPARE(*fits.measured, 300.0);
        QCOMPARE(english(fits.said), sentence);
        ProfileEvidence less = evidenceFrom(difference("goroutine"), "goroutine");
        addMeasured(less, risingBy("tasks", 1000), 1.2, 9.5);
        QCOMPARE(english(less.said), sentence + " The profiles account for 300 of the 1,000 measured.");
        ProfileEvidence unknown = evidenceFrom(difference("goroutine"), "goroutine");
        addMeasured(unknown, risingBy("tasks", 1000), 0.1, 9.5);  // nothing was read before the mark
        QVERIFY(!unknown.measured.has_value());
        QCOMPARE(english(unknown.said), sentence);
    }

    void eachSignalHasItsKind() {
        const std::vector<std::string> kinds{"goroutine", "heap"};
        QCOMPARE(profileKindFor("tasks", kinds), std::string("goroutine"));
        QCOMPARE(profileKindFor("tasks", {"tasks"}), std::string("tasks"));
        QCOMPARE(profileKindFor("heap_in_use", kinds), std::string("heap"));
        QCOMPARE(profileKindFor("heap_in_use", {"goroutine"}), std::string());
        QCOMPARE(profileKindFor("pool_in_use", kinds), std::string());
        QCOMPARE(profileKindFor("fds", kinds), std::string());
    }

    void theLoadLastsUntilItsLastResult() {
        LoadSpan planned;
        planned.begin(2, 10);
        planned.noteEnd(12.007, true);  // seen a tick late, with nothing in flight
        planned.noteEnd(12.017, true);
        QCOMPARE(planned.lastedS(), 10.0);
        LoadSpan longer;
        longer.begin(2, 10);
        longer.noteEnd(12.007, false);
        longer.noteEnd(13.5, true);
        longer.noteEnd(14, true);
        QCOMPARE(longer.lastedS(), 11.5);
        longer.begin(20, 10);
        longer.cut(23);
        QCOMPARE(longer.lastedS(), 3.0);
    }
};

QTEST_GUILESS_MAIN(TestProfileEvidence)
#include "tst_profile_evidence.moc"
