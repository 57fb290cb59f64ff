// A warm-up and growth that goes on, told apart over the whole load; and the bound that goes with "stable".
#include <QTest>
#include <array>
#include <cmath>
#include <functional>
#include <random>

#include "engine/trend/detectable.h"
#include "engine/trend/warm_up_test.h"

using namespace leaktide;

namespace {

// 40 groups of a load; `grown` at its share from 0 to 1, and noise of sd 1.
TrendFit fitOf(const std::function<double(double)>& grown, std::uint64_t seed) {
    std::array<Group, 40> groups{};
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(groups.size());
        groups[i] = {.meanX = 1000 * share,
                     .meanY = 100 + grown(share) + noise(random),
                     .rate = 10,
                     .requests = 25,
                     .count = 10};
    }
    return *fitTrend(groups, Channel::Mean, SignalUnit::Bytes);
}

// A second opinion beside the views: it need not speak up each time, and must not against what goes on.
int outOfHundredForWarmUp(const std::function<double(double)>& grown) {
    int count = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        count += testForWarmUp(fitOf(grown, seed), TrendSettings{}).speaksForWarmUp() ? 1 : 0;
    }
    return count;
}

double warmUp(double share, double tau) {
    return -std::expm1(-share / tau);
}

}  // namespace

class TestWarmUpTest : public QObject {
    Q_OBJECT

private slots:
    void aWarmUpOfAnyTimeSpeaksForItself();
    void growthThatGoesOnDoesNot();
    void fewGroupsSpeakForNothing();
    void fewItemsAreBoundedByChance();
};

void TestWarmUpTest::aWarmUpOfAnyTimeSpeaksForItself() {
    for (const double tau : {0.05, 0.13, 0.3, 0.55, 0.9, 1.3}) {
        const int warm = outOfHundredForWarmUp([tau](double share) { return 100 * warmUp(share, tau); });
        QVERIFY2(warm > 50, qPrintable(QString("tau %1: %2").arg(tau).arg(warm)));
    }
}

void TestWarmUpTest::growthThatGoesOnDoesNot() {
    QVERIFY(outOfHundredForWarmUp([](double share) { return 50 * share; }) <= 2);
    QVERIFY(outOfHundredForWarmUp([](double share) { return 50 * share + 40 * warmUp(share, 0.1); }) <= 2);
    QVERIFY(outOfHundredForWarmUp([](double share) { return 50 * share * share; }) <= 2);
}

void TestWarmUpTest::fewGroupsSpeakForNothing() {
    TrendFit few;
    few.size = 8;
    QVERIFY(!testForWarmUp(few, TrendSettings{}).speaksForWarmUp());
    few.size = 40;  // all at one place: no shape can be fitted
    QVERIFY(!testForWarmUp(few, TrendSettings{}).speaksForWarmUp());
}

// Nothing was seen to stay: by chance nothing of three is seen once in twenty times, so no bound is below it.
void TestWarmUpTest::fewItemsAreBoundedByChance() {
    Views views;
    views.all[0].span = 1000;
    views.all[0].slope.high = 0.0001;
    views.size = 1;
    QCOMPARE(detectableAbove(views, SignalUnit::Bytes), 0.0001);
    const double items = 1000 * detectableAbove(views, SignalUnit::Items);
    QVERIFY(items >= 3 && items <= 5);
}

QTEST_APPLESS_MAIN(TestWarmUpTest)
#include "tst_warm_up_test.moc"
