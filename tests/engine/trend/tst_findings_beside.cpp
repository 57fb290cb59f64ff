// What is said beside a verdict: items left at rest, the time to a limit, memory kept by the allocator.
#include <QTest>
#include <vector>

#include "engine/trend/allocator_hold.h"
#include "engine/trend/exhaustion.h"
#include "engine/trend/rest_account.h"
#include "tests/engine/trend/series_maker.h"

using namespace leaktide;
using namespace leaktide::testing;

namespace {

SignalSpec tasks(SignalRest rest) {
    return {.name = "tasks", .label = "Tasks", .unit = SignalUnit::Items, .rest = rest, .itemNoun = "task"};
}

std::vector<SignalPoint> ramp(double from, double to) {
    std::vector<SignalPoint> points;
    for (int i = 0; i < 100; ++i) {
        points.push_back({.tS = 0.1 * i, .requests = 10.0 * i, .value = from + (to - from) * i / 99});
    }
    return points;
}

constexpr double MiB = 1048576;

}  // namespace

class TestFindingsBeside : public QObject {
    Q_OBJECT

private slots:
    void itemsLeftAtRestAreAFindingOfTheirOwn();
    void nothingIsLeftIfItMayStayOrCameBack();
    void exhaustionHasABand();
    void withoutSureGrowthThereIsNoExhaustion();
    void memoryOfTheAllocatorIsNotTheProgramsOwn();
    void heapThatGrowsWithRssIsNotTheAllocators();
    void memoryBeforeTheLoadIsTheLevel();
};

void TestFindingsBeside::itemsLeftAtRestAreAFindingOfTheirOwn() {
    // Twenty tasks appear early and stay for ever: a plateau, but not back at zero in flight.
    const auto verdict = runShort(tasks(SignalRest::MustReturn), {}, 1,
                                  [](double, double loadS, TrendPhase) { return loadS > 1 ? 25.0 : 5.0; });
    QVERIFY(verdict.verdict != Verdict::Leak);
    QVERIFY(verdict.left.has_value());
    QCOMPARE(verdict.left->items, 20.0);
    QCOMPARE(
        english(verdict.left->sentence),
        std::string("25 tasks were left with no request in flight, 20 above the level before the load."));
    QVERIFY(english(verdict.evidence).find("left with no request") == std::string::npos);
}

void TestFindingsBeside::nothingIsLeftIfItMayStayOrCameBack() {
    const auto stays = [](double, double loadS, TrendPhase) { return loadS > 1 ? 25.0 : 5.0; };
    QVERIFY(!runShort(tasks(SignalRest::MayStay), {}, 1, stays).left);
    const auto returns = [](double, double, TrendPhase phase) {
        return phase == TrendPhase::Load ? 25.0 : 6.0;
    };
    QVERIFY(!runShort(tasks(SignalRest::MustReturn), {}, 1, returns).left);
}

void TestFindingsBeside::exhaustionHasABand() {
    const auto seconds = secondsToExhaustion({.value = 224,
                                              .limit = 1024,
                                              .perCount = {.value = 0.02, .low = 0.01, .high = 0.04},
                                              .countsPerSecond = 100});
    QVERIFY(seconds.has_value());
    QCOMPARE(seconds->value, 400.0);
    QCOMPARE(seconds->low, 200.0);
    QCOMPARE(seconds->high, 800.0);
    QCOMPARE(
        english(exhaustionSentence(*seconds, 1024, tasks(SignalRest::MustReturn))),
        std::string("At this rate the limit of 1,024 tasks is reached in 6 min 40 s (3 min 20 s to 13 min "
                    "20 s)."));
}

void TestFindingsBeside::withoutSureGrowthThereIsNoExhaustion() {
    const Interval unsure{.value = 0.02, .low = -0.01, .high = 0.04};
    QVERIFY(!secondsToExhaustion({.value = 1, .limit = 10, .perCount = unsure, .countsPerSecond = 10}));
    const Interval sure{.value = 0.02, .low = 0.01, .high = 0.04};
    QVERIFY(!secondsToExhaustion({.value = 1, .limit = 10, .perCount = sure, .countsPerSecond = 0}));
    QCOMPARE(secondsToExhaustion({.value = 11, .limit = 10, .perCount = sure, .countsPerSecond = 1})->value,
             0.0);
}

void TestFindingsBeside::memoryOfTheAllocatorIsNotTheProgramsOwn() {
    const auto hold = allocatorHold(ramp(50 * MiB, 100 * MiB), ramp(20 * MiB, 21 * MiB), 0);
    QVERIFY(hold.has_value());
    QVERIFY(hold->kept() > 40 * MiB);
    const TrendVerdict verdict = rssVerdict(hold);
    QCOMPARE(wordOf(verdict.verdict), std::string_view("kept_by_allocator"));
    QVERIFY(english(verdict.evidence).find("are kept by the allocator") != std::string::npos);
}

void TestFindingsBeside::heapThatGrowsWithRssIsNotTheAllocators() {
    const auto withHeap = allocatorHold(ramp(50 * MiB, 100 * MiB), ramp(20 * MiB, 68 * MiB), 0);
    QVERIFY(!isTheAllocators(*withHeap));
    QCOMPARE(wordOf(rssVerdict(withHeap).verdict), std::string_view("follows_heap"));
    const auto hardly = allocatorHold(ramp(50 * MiB, 50.2 * MiB), ramp(20 * MiB, 20 * MiB), 0);
    QCOMPARE(wordOf(rssVerdict(hardly).verdict), std::string_view("stable"));
    QVERIFY(!allocatorHold({}, {}, 0));
    QCOMPARE(wordOf(rssVerdict(std::nullopt).verdict), std::string_view("warming_up"));
}

void TestFindingsBeside::memoryBeforeTheLoadIsTheLevel() {
    // 60 MiB at rest; what the load adds within its first second must not become the level.
    std::vector<SignalPoint> rss;
    std::vector<SignalPoint> heap;
    for (int i = 0; i < 200; ++i) {
        rss.push_back({.tS = 0.1 * i, .value = (i < 5 ? 60 : 90) * MiB});
        heap.push_back({.tS = 0.1 * i, .value = 20 * MiB});
    }
    QCOMPARE(allocatorHold(rss, heap, 0.5)->kept(), 30 * MiB);
    QCOMPARE(allocatorHold(rss, heap, 0)->kept(), 0.0);
}

QTEST_APPLESS_MAIN(TestFindingsBeside)
#include "tst_findings_beside.moc"
