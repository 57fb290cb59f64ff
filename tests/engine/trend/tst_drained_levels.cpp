// Levels after the drains of a run in cycles: what climbs is convicted, what comes back is acquitted, and how
// often either is wrong.
#include <QtTest>
#include <cmath>
#include <functional>
#include <random>

#include "engine/trend/drained_levels.h"

using namespace leaktide;

namespace {

using Random = std::mt19937_64;
using Levels = std::vector<DrainedLevel>;
constexpr double PerCycle = 10'000;  // requests

SignalSpec heap() {
    return *findCanonicalSignal("heap_in_use");
}

SignalSpec tasks() {
    return *findCanonicalSignal("tasks");
}

Levels levelsOf(std::size_t cycles, const std::function<double(double cycle)>& value) {
    Levels levels;
    for (std::size_t i = 1; i <= cycles; ++i) {
        const auto cycle = static_cast<double>(i);
        levels.push_back({.tS = 40 * cycle, .requests = PerCycle * cycle, .value = value(cycle)});
    }
    return levels;
}

// % of runs that are said to climb, over fixed seeds.
double climbing(std::size_t cycles, const std::function<double(Random&, double)>& value, int seeds = 400) {
    int climb = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        Random random(static_cast<std::uint64_t>(70'000 + seed));
        const Levels levels = levelsOf(cycles, [&](double cycle) { return 2e7 + value(random, cycle); });
        climb += judgeDrained(levels, std::nullopt, heap()).trend == DrainedTrend::Climbs ? 1 : 0;
    }
    return 100.0 * climb / seeds;
}

double noise(Random& random) {
    return std::normal_distribution<double>(0, 1)(random);
}

TrendVerdict verdictOf(Verdict verdict, double perRequest) {
    TrendVerdict told;
    told.verdict = verdict;
    told.perRequest = Interval{perRequest, perRequest, perRequest};
    told.evidence = {"what the load showed"};
    return told;
}

}  // namespace

class TestDrainedLevels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatClimbsIsConvicted() {
        const double eight =
            climbing(8, [](Random& r, double cycle) { return noise(r) + 200.0 / 8 * cycle; });
        const double sixteen =
            climbing(16, [](Random& r, double cycle) { return noise(r) + 50.0 / 16 * cycle; });
        qInfo("climbs: 200 sd over 8 cycles %.1f %%, 50 sd over 16 cycles %.1f %%", eight, sixteen);
        QVERIFY(eight >= 98);
        QVERIFY(sixteen >= 80);
    }

    void whatDoesNotIsNot() {
        const double white = climbing(24, [](Random& r, double) { return noise(r); });
        double walk = 0;
        const double walking = climbing(24, [&walk](Random& r, double cycle) {
            walk = cycle == 1 ? 0 : walk + noise(r);
            return walk;
        });
        const double warmUp =
            climbing(8, [](Random& r, double cycle) { return noise(r) + 300 * (1 - std::exp(-cycle / 3)); });
        const double step =
            climbing(12, [](Random& r, double cycle) { return noise(r) + (cycle > 6 ? 100 : 0); });
        qInfo("said to climb: white noise %.1f %%, random walk %.1f %%, warm-up %.1f %%, step %.1f %%", white,
              walking, warmUp, step);
        QVERIFY(white <= 0.5);
        QVERIFY(walking <= 2);
        QVERIFY(warmUp <= 0.5);
        QVERIFY(step <= 0.5);
    }

    void aClimbOverrulesAnUndecidedLoad() {
        const Levels levels = levelsOf(8, [](double cycle) { return 20 + 50 * cycle; });
        const TrendVerdict told = withDrains(verdictOf(Verdict::GrowingUndecided, 0.005), levels, tasks());
        QCOMPARE(wordOf(told.verdict), std::string_view("leak"));
        QVERIFY(std::abs(told.perRequest->value - 0.005) < 1e-6);
        const std::string said = english(told.evidence);
        QVERIFY2(said.find("70.0, 120, 170, 220, 270, 320, 370, 420 tasks") != std::string::npos, said.c_str());
    }

    void whatComesBackIsReleased() {
        const Levels levels = levelsOf(3, [](double cycle) { return cycle == 2 ? 32 : 30; });
        const TrendVerdict told = withDrains(verdictOf(Verdict::GrowingUndecided, 0.05), levels, tasks());
        QCOMPARE(wordOf(told.verdict), std::string_view("released"));
        QVERIFY(english(told.evidence).find("30.0, 32.0, 30.0 tasks") != std::string::npos);
        QVERIFY(!told.longerRunFactor);
    }

    void aLeakThatStaysKeepsItsVerdictAndIsToldItsLevels() {
        const Levels levels = levelsOf(12, [](double cycle) { return 1e6 * cycle; });
        const TrendVerdict told = withDrains(verdictOf(Verdict::Leak, 100), levels, heap());
        QCOMPARE(wordOf(told.verdict), std::string_view("leak"));
        const std::string said = english(told.evidence);
        QVERIFY2(said.find("what the load showed") == 0 && said.find("…") != std::string::npos, said.c_str());
    }

    void withFewDrainsTheLoadDecides() {
        const Levels one = levelsOf(1, [](double) { return 30.0; });
        QVERIFY(withDrains(verdictOf(Verdict::Leak, 1), one, tasks()).evidence.size() == 1);
        const Levels two = levelsOf(2, [](double) { return 30.0; });
        QCOMPARE(wordOf(withDrains(verdictOf(Verdict::Leak, 1), two, tasks()).verdict),
                 std::string_view("leak"));
        const Levels six = levelsOf(6, [](double cycle) { return 50 * cycle; });
        QVERIFY(judgeDrained(six, std::nullopt, tasks()).trend == DrainedTrend::Open);
    }

    void stableStaysStable() {
        const Levels levels = levelsOf(9, [](double cycle) { return 30 + std::fmod(cycle, 2); });
        TrendVerdict stable;
        stable.verdict = Verdict::Stable;
        QVERIFY(withDrains(stable, levels, tasks()).verdict == Verdict::Stable);
    }
};

QTEST_GUILESS_MAIN(TestDrainedLevels)
#include "tst_drained_levels.moc"
