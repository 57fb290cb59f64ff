// The pacer: tables of what is due when, exactness over long times, ramps, and overflow.
#include <QtTest>
#include <cmath>
#include <limits>

#include "engine/plan/pacer.h"

using namespace leaktide;
using namespace std::chrono_literals;

class TestPacer : public QObject {
    Q_OBJECT

private slots:
    void closedHasNoSchedule();
    void constantRate_data();
    void constantRate();
    void constantRateIsExactForDays();
    void dueAtAndDueBeforeAgree_data();
    void dueAtAndDueBeforeAgree();
    void rampCountsItsArea();
    void rampIsEvenlyAccelerated();
    void stagesJoinWithoutGap();
    void zeroRateStageSendsNothing();
    void aStageOfNoTimeJumps();
    void rateChangeKeepsWhatWasDue();
    void manyRateChangesStayExact();
    void hugeNumbersSaturate();
};

namespace {

LoadPlan constant(Rate rate) {
    LoadPlan plan;
    plan.model = LoadModel::ConstantRate;
    plan.rate = rate;
    return plan;
}

LoadPlan stages(std::vector<Stage> list) {
    LoadPlan plan;
    plan.model = LoadModel::Stages;
    plan.stages = std::move(list);
    return plan;
}

}  // namespace

void TestPacer::closedHasNoSchedule() {
    const Pacer pacer{LoadPlan{}};
    QVERIFY(pacer.closed());
    QVERIFY(!pacer.dueAt(0));
    QCOMPARE(pacer.dueBefore(1h), 0U);
}

void TestPacer::constantRate_data() {
    QTest::addColumn<quint64>("count");
    QTest::addColumn<qint64>("perNs");
    QTest::addColumn<quint64>("k");
    QTest::addColumn<qint64>("dueNs");
    QTest::newRow("first") << quint64(100) << qint64(1'000'000'000) << quint64(0) << qint64(0);
    QTest::newRow("second") << quint64(100) << qint64(1'000'000'000) << quint64(1) << qint64(10'000'000);
    QTest::newRow("7 in 4 s, the 7th")
        << quint64(7) << qint64(4'000'000'000) << quint64(7) << qint64(4'000'000'000);
    QTest::newRow("thirds round down")
        << quint64(3) << qint64(1'000'000'000) << quint64(1) << qint64(333'333'333);
    QTest::newRow("3 a second, the 3rd")
        << quint64(3) << qint64(1'000'000'000) << quint64(3) << qint64(1'000'000'000);
    QTest::newRow("one an hour") << quint64(1) << qint64(3'600'000'000'000) << quint64(2)
                                 << qint64(7'200'000'000'000);
    QTest::newRow("ten million a second")
        << quint64(10'000'000) << qint64(1'000'000'000) << quint64(5) << qint64(500);
}

void TestPacer::constantRate() {
    QFETCH(quint64, count);
    QFETCH(qint64, perNs);
    QFETCH(quint64, k);
    QFETCH(qint64, dueNs);
    const Pacer pacer(constant({count, Nanos(perNs)}));
    QCOMPARE(pacer.dueAt(k).value(), Nanos(dueNs));
    QCOMPARE(pacer.dueBefore(Nanos(dueNs)), k);
    QCOMPARE(pacer.dueBefore(Nanos(dueNs + 1)), k + 1);
}

void TestPacer::constantRateIsExactForDays() {
    const Pacer pacer(constant({7, 4s}));
    QCOMPARE(pacer.dueBefore(24h * 30), 7U * 648'000U);
    QCOMPARE(pacer.dueAt(7ULL * 648'000).value(), Nanos(24h * 30));
    QCOMPARE(Pacer(constant({7, 4s})).dueBefore(2s), 4U);  // 1.75 a second for 2 s
    QCOMPARE(Pacer(constant({100, 1s})).dueBefore(1s), 100U);
}

void TestPacer::dueAtAndDueBeforeAgree_data() {
    QTest::addColumn<int>("which");
    for (int i = 0; i < 4; ++i) {
        QTest::addRow("schedule %d", i) << i;
    }
}

// k is due before T exactly when dueAt(k) < T: for every k, around its own moment.
void TestPacer::dueAtAndDueBeforeAgree() {
    QFETCH(int, which);
    const LoadPlan plans[] = {constant({997, 1s}), stages({{3s, {500, 1s}}, {2s, {500, 1s}}, {4s, {3, 1s}}}),
                              stages({{1s, {1, 3s}}, {1s, {2, 3s}}, {5s, {77, 1s}}}),
                              stages({{2s, {0, 1s}}, {7s, {100, 7s}}, {3s, {0, 1s}}})};
    const Pacer pacer(plans[which]);
    Nanos before{0};
    for (std::uint64_t k = 0; k < 1500; ++k) {
        const auto due = pacer.dueAt(k);
        if (!due) {
            QCOMPARE(pacer.dueBefore(*pacer.length()), k);
            return;
        }
        QVERIFY(*due >= before);
        before = *due;
        QVERIFY(pacer.dueBefore(*due) <= k);
        QVERIFY(pacer.dueBefore(*due + 1ns) >= k + 1);
    }
}

void TestPacer::rampCountsItsArea() {
    const Pacer pacer(stages({{10s, {100, 1s}}}));
    QCOMPARE(pacer.length().value(), Nanos(10s));
    QCOMPARE(pacer.dueBefore(10s), 500U);
    QCOMPARE(pacer.dueBefore(5s), 125U);
    QCOMPARE(pacer.dueBefore(1h), 500U);  // nothing after the end
    QVERIFY(pacer.dueAt(499));
    QVERIFY(!pacer.dueAt(500));
    QCOMPARE(pacer.ratePerSecond(5s), 50.0);
}

void TestPacer::rampIsEvenlyAccelerated() {
    const Pacer pacer(stages({{10s, {100, 1s}}}));
    for (std::uint64_t k = 1; k < 500; ++k) {  // N(t) = 5 t^2
        const double expected = std::sqrt(static_cast<double>(k) / 5) * 1e9;
        QVERIFY(std::abs(static_cast<double>(pacer.dueAt(k)->count()) - expected) < 2);
    }
}

void TestPacer::stagesJoinWithoutGap() {
    const Pacer pacer(stages({{2s, {100, 1s}}, {3s, {100, 1s}}, {2s, {0, 1s}}}));
    QCOMPARE(pacer.dueBefore(2s), 100U);
    QCOMPARE(pacer.dueBefore(5s), 400U);
    QCOMPARE(pacer.dueBefore(7s), 500U);
    QCOMPARE(pacer.dueAt(100).value(), Nanos(2s));
    QCOMPARE(pacer.dueAt(101).value(), Nanos(2010ms));
    QCOMPARE(pacer.ratePerSecond(6s), 50.0);
}

void TestPacer::zeroRateStageSendsNothing() {
    const Pacer still(stages({{5s, {0, 1s}}}));
    QCOMPARE(still.dueBefore(5s), 0U);
    QVERIFY(!still.dueAt(0));
    const Pacer later(stages({{5s, {0, 1s}}, {2s, {10, 1s}}}));
    QCOMPARE(later.dueBefore(5s), 0U);
    QCOMPARE(later.dueAt(0).value(), Nanos(5s));
}

void TestPacer::aStageOfNoTimeJumps() {
    const Pacer pacer(stages({{0s, {500, 1s}}, {2s, {500, 1s}}, {0s, {10, 1s}}, {3s, {10, 1s}}}));
    QCOMPARE(pacer.length().value(), Nanos(5s));
    QCOMPARE(pacer.ratePerSecond(1s), 500.0);
    QCOMPARE(pacer.ratePerSecond(3s), 10.0);
    QCOMPARE(pacer.dueAt(0).value(), Nanos(0));
    QCOMPARE(pacer.dueAt(1).value(), Nanos(2ms));
    QCOMPARE(pacer.dueBefore(2s), 1000U);
    QCOMPARE(pacer.dueBefore(5s), 1030U);
    QCOMPARE(pacer.dueAt(1001).value(), Nanos(2100ms));
    QVERIFY(!pacer.dueAt(1030));
}

// As a search changes it: every request once, in order, and as many as the areas say.
void TestPacer::manyRateChangesStayExact() {
    Pacer pacer(constant({100, 1s}));
    std::uint64_t thousandths = 0;  // of requests
    for (std::uint64_t step = 1; step <= 30; ++step) {
        thousandths += (step == 1 ? 100'000 : 997 + 333 * (step - 1)) * 2;
        pacer.changeRate(std::chrono::seconds(2 * step), {997 + 333 * step, 1000s});
    }
    const auto due = static_cast<double>(pacer.dueBefore(60s));
    QVERIFY(std::abs(due - static_cast<double>(thousandths) / 1000) <= 1);
    Nanos before{-1};
    for (std::uint64_t k = 0; k < 2000; ++k) {
        const Nanos at = pacer.dueAt(k).value();
        QVERIFY2(at > before, qPrintable(QString::number(k)));
        QVERIFY(pacer.dueBefore(at) <= k && pacer.dueBefore(at + 2ns) > k);
        before = at;
    }
}

void TestPacer::rateChangeKeepsWhatWasDue() {
    Pacer pacer(constant({10, 1s}));
    pacer.changeRate(2s, {100, 1s});
    QCOMPARE(pacer.dueAt(19).value(), Nanos(1900ms));
    QCOMPARE(pacer.dueAt(20).value(), Nanos(2s));
    QCOMPARE(pacer.dueAt(21).value(), Nanos(2010ms));
    QCOMPARE(pacer.dueBefore(3s), 120U);
    pacer.changeRate(3s, {1, 1s});
    QCOMPARE(pacer.dueAt(121).value(), Nanos(4s));
    pacer.changeRate(2500ms, {4, 1s});  // takes back what was not yet true
    QCOMPARE(pacer.dueBefore(3500ms), 20U + 50U + 4U);
}

void TestPacer::hugeNumbersSaturate() {
    const Pacer pacer(constant({1, 1h}));
    QVERIFY(pacer.dueAt(std::numeric_limits<std::uint64_t>::max()).value() > Nanos(24h * 365 * 100));
    const Pacer fast(constant({std::numeric_limits<std::uint64_t>::max(), 1ns}));
    QCOMPARE(fast.dueBefore(Nanos::max()), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(fast.dueBefore(Nanos(-5)), 0U);
    const Pacer ramp(stages({{Nanos(24h * 365 * 100), {10'000'000, 1s}}}));
    QVERIFY(ramp.dueAt(1'000'000'000'000));
    QVERIFY(ramp.dueBefore(Nanos(24h * 365 * 100)) > 1'000'000'000'000'000);
}

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
