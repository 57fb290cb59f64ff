#include <QTest>
#include <cmath>
#include <limits>
#include <random>

#include "engine/trend/trend_detector.h"
#include "tests/engine/trend/series_maker.h"

using namespace leaktide;
using namespace leaktide::testing;

namespace {

const SignalSpec Tasks{.name = "tasks",
                       .label = "Tasks",
                       .unit = SignalUnit::Items,
                       .rest = SignalRest::MustReturn,
                       .itemNoun = "task"};
const SignalSpec Heap{.name = "heap_in_use",
                      .label = "Heap in use",
                      .unit = SignalUnit::Bytes,
                      .rest = SignalRest::MayStay,
                      .itemNoun = ""};
constexpr int Seeds = 200;

QByteArray say(const TrendVerdict& verdict) {
    return QByteArray(english(verdict.evidence).c_str()).prepend(": ").prepend(wordOf(verdict.verdict).data());
}

double tasksOfStuckServer(double served, TrendPhase phase, double wobble) {
    const double level = phase == TrendPhase::Load ? 21 + wobble : 1;
    return level + std::floor(served / 50);
}

}  // namespace

class TestTrendDetector : public QObject {
    Q_OBJECT

private slots:
    void oneTaskIn50IsALeakOf0point02();
    void aPerfectStaircaseIsALeak();
    void pagesThatStayAreALeak();
    void aFlatHeapIsNeverALeak();
    void aWarmUpIsNeverALeak();
    void whatIsGivenBackIsReleased();
    void aConstantIsStable();
    void tooFewReadingsAreWarmingUp();
    void nothingButNaNIsWarmingUp();
    void growthWithoutRequestsIsToldPerSecond();
    void liveNeverSaysLeak();
    void withoutADrainNothingIsALeak();
    void aCutForgetsWhatWasBefore();
    void aCounterThatStartsOverIsCarriedOn();
    void aClockThatIsSetBackChangesLittle();
    void largestExactNumbersAreJudged();
    void aMillionReadingsFitInMemory();
};

void TestTrendDetector::oneTaskIn50IsALeakOf0point02() {
    int covered = 0;
    double widest = 0;
    for (int seed = 0; seed < Seeds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        std::uniform_int_distribution<int> wobble(-1, 1);
        const auto verdict = runShort(Tasks, {}, seed, [&](double served, double, TrendPhase phase) {
            return tasksOfStuckServer(served, phase, wobble(random));
        });
        QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
        QVERIFY(verdict.perRequest.has_value());
        covered += verdict.perRequest->low <= 0.02 && 0.02 <= verdict.perRequest->high ? 1 : 0;
        widest = std::max(widest, verdict.perRequest->high - verdict.perRequest->low);
        QVERIFY(std::abs(verdict.perRequest->value - 0.02) < 0.0004);
    }
    qInfo("covered %d of %d, widest %g", covered, Seeds, widest);
    QVERIFY(covered >= 0.97 * Seeds);
}

void TestTrendDetector::aPerfectStaircaseIsALeak() {
    TrendDetector detector(Tasks);
    for (int i = 0; i < 10; ++i) {
        detector.add(TrendPhase::Idle, {.tS = 0.1 * i, .requests = 0, .errors = 0, .value = 1});
    }
    for (int i = 1; i <= 200; ++i) {
        detector.add(TrendPhase::Load,
                     {.tS = 1 + 0.1 * i, .requests = 200.0 * i, .errors = 0, .value = 21 + 4.0 * i});
    }
    for (int i = 0; i < 20; ++i) {
        detector.add(TrendPhase::Drain, {.tS = 22 + 0.1 * i, .requests = 40000, .errors = 0, .value = 801});
    }
    const auto verdict = detector.finish();
    QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
    QCOMPARE(verdict.perRequest->value, 0.02);
    QVERIFY(verdict.perRequest->low < 0.02 && verdict.perRequest->high > 0.02);
    QVERIFY2(english(verdict.evidence).find("0.0200 tasks per request") != std::string::npos, say(verdict));
    qInfo("%s", english(verdict.evidence).c_str());
}

void TestTrendDetector::pagesThatStayAreALeak() {
    int covered = 0;
    for (int seed = 0; seed < Seeds; ++seed) {
        std::mt19937_64 random(2000 + seed);
        std::uniform_int_distribution<int> pages(0, 6);
        const auto verdict = runShort(Heap, {}, seed, [&](double served, double, TrendPhase phase) {
            const double live = 2.0e6 + (phase == TrendPhase::Load ? 300e3 : 0) + 20.48 * served;
            return 4096 * (std::ceil(live / 4096) + pages(random));
        });
        QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
        covered += verdict.perRequest->low <= 20.48 && 20.48 <= verdict.perRequest->high ? 1 : 0;
        if (seed == 0) {
            qInfo("%s", english(verdict.evidence).c_str());
        }
    }
    qInfo("covered %d of %d", covered, Seeds);
    QVERIFY(covered >= 0.93 * Seeds);
}

void TestTrendDetector::aFlatHeapIsNeverALeak() {
    int flagged = 0;
    for (int seed = 0; seed < Seeds; ++seed) {
        std::mt19937_64 random(3000 + seed);
        std::uniform_int_distribution<int> pages(-3, 3);
        const double stepAtS = 0.2 + 0.02 * seed;
        const auto verdict = runShort(Heap, {}, seed, [&](double, double loadS, TrendPhase) {
            const double step = loadS > stepAtS ? 60 : 0;
            return 4096 * (512 + step + pages(random));
        });
        QVERIFY2(verdict.verdict != Verdict::Leak, say(verdict));
        flagged += verdict.verdict == Verdict::GrowingUndecided ? 1 : 0;
    }
    qInfo("undecided %d of %d", flagged, Seeds);
    QVERIFY(flagged <= 0.02 * Seeds);
}

void TestTrendDetector::aWarmUpIsNeverALeak() {
    for (int seed = 0; seed < Seeds; ++seed) {
        std::mt19937_64 random(4000 + seed);
        std::uniform_int_distribution<int> pages(-3, 3);
        const double tauS = 1 + 0.05 * seed;
        const auto verdict = runShort(Heap, {}, seed, [&](double, double loadS, TrendPhase) {
            return 4096 *
                   (512 + std::floor(300 * (1 - std::exp(-std::max(0.0, loadS) / tauS))) + pages(random));
        });
        QVERIFY2(verdict.verdict != Verdict::Leak, say(verdict));
    }
}

void TestTrendDetector::whatIsGivenBackIsReleased() {
    const auto verdict = runShort(Tasks, {}, 1, [](double served, double, TrendPhase phase) {
        return phase == TrendPhase::Load ? 21 + std::floor(served / 50) : 1;
    });
    QVERIFY2(verdict.verdict == Verdict::Released, say(verdict));
    QVERIFY(verdict.keptShare && *verdict.keptShare < 0.05);
}

void TestTrendDetector::aConstantIsStable() {
    for (const SignalSpec& spec : {Tasks, Heap}) {
        for (const double level : {0.0, 21.0, 2097152.0}) {
            const auto verdict = runShort(spec, {}, 1, [&](double, double, TrendPhase) { return level; });
            QVERIFY2(verdict.verdict == Verdict::Stable, say(verdict));
            QVERIFY(!verdict.perRequest);
        }
    }
}

void TestTrendDetector::tooFewReadingsAreWarmingUp() {
    const auto verdict = runShort(Tasks, {.seconds = 1.5}, 1, [](double served, double, TrendPhase) {
        return 21 + std::floor(served / 50);
    });
    QVERIFY2(verdict.verdict == Verdict::WarmingUp, say(verdict));
    QVERIFY(!verdict.evidence.empty());
}

void TestTrendDetector::nothingButNaNIsWarmingUp() {
    const double notANumber = std::numeric_limits<double>::quiet_NaN();
    const auto verdict = runShort(Tasks, {}, 1, [&](double, double, TrendPhase) { return notANumber; });
    QVERIFY2(verdict.verdict == Verdict::WarmingUp, say(verdict));
}

void TestTrendDetector::growthWithoutRequestsIsToldPerSecond() {
    TrendDetector detector(Tasks);
    for (int i = 0; i < 300; ++i) {
        detector.add(TrendPhase::Load, {.tS = 0.1 * i, .requests = 0, .errors = 0, .value = 5.0 + i});
    }
    const auto verdict = detector.finish();
    QVERIFY2(verdict.verdict == Verdict::GrowingUndecided, say(verdict));
    QCOMPARE(verdict.counter, std::string("seconds"));
    QVERIFY(std::abs(verdict.perRequest->value - 10) < 0.01);
}

void TestTrendDetector::liveNeverSaysLeak() {
    TrendDetector detector(Tasks);
    bool grew = false;
    for (int i = 1; i <= 200; ++i) {
        detector.add(TrendPhase::Load,
                     {.tS = 0.1 * i, .requests = 200.0 * i, .errors = 0, .value = 21 + 4.0 * i});
        const auto verdict = detector.live();
        QVERIFY(verdict.verdict != Verdict::Leak);
        grew = grew || verdict.verdict == Verdict::Growing;
    }
    QVERIFY(grew);
    QVERIFY(detector.live().firstGrowingTS.has_value());
}

void TestTrendDetector::withoutADrainNothingIsALeak() {
    TrendDetector detector(Tasks);
    for (int i = 1; i <= 200; ++i) {
        detector.add(TrendPhase::Load,
                     {.tS = 0.1 * i, .requests = 200.0 * i, .errors = 0, .value = 21 + 4.0 * i});
    }
    const auto verdict = detector.finish();
    QVERIFY2(verdict.verdict == Verdict::GrowingUndecided, say(verdict));
    QVERIFY(verdict.longerRunFactor && *verdict.longerRunFactor > 1);
}

void TestTrendDetector::aCutForgetsWhatWasBefore() {
    TrendDetector detector(Tasks);
    for (int i = 1; i <= 200; ++i) {
        detector.add(TrendPhase::Load,
                     {.tS = 0.1 * i, .requests = 200.0 * i, .errors = 0, .value = 21 + 4.0 * i});
    }
    detector.cut();
    QVERIFY(detector.live().verdict == Verdict::WarmingUp);
    for (int i = 201; i <= 400; ++i) {
        detector.add(TrendPhase::Load, {.tS = 0.1 * i, .requests = 200.0 * i, .errors = 0, .value = 21});
    }
    QVERIFY(detector.finish().verdict == Verdict::Stable);
}

void TestTrendDetector::aCounterThatStartsOverIsCarriedOn() {
    TrendDetector detector(Tasks);
    detector.add(TrendPhase::Idle, {.tS = 0, .requests = 0, .errors = 0, .value = 21});
    for (int i = 1; i <= 200; ++i) {
        const double requests = 200.0 * (i <= 120 ? i : i - 120);
        detector.add(TrendPhase::Load,
                     {.tS = 0.1 * i, .requests = requests, .errors = 0, .value = 21 + 4.0 * i});
    }
    for (int i = 0; i < 20; ++i) {
        detector.add(TrendPhase::Drain, {.tS = 21 + 0.1 * i, .requests = 16000, .errors = 0, .value = 821});
    }
    const auto verdict = detector.finish();
    QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
    QVERIFY(std::abs(verdict.perRequest->value - 0.02) < 0.0002);
}

void TestTrendDetector::aClockThatIsSetBackChangesLittle() {
    TrendDetector detector(Tasks);
    detector.add(TrendPhase::Idle, {.tS = 1000, .requests = 0, .errors = 0, .value = 21});
    for (int i = 1; i <= 200; ++i) {
        const double tS = 1000 + 0.1 * i - (i > 90 ? 900 : 0);
        detector.add(TrendPhase::Load, {.tS = tS, .requests = 200.0 * i, .errors = 0, .value = 21 + 4.0 * i});
    }
    for (int i = 0; i < 20; ++i) {
        detector.add(TrendPhase::Drain, {.tS = 121 + 0.1 * i, .requests = 40000, .errors = 0, .value = 821});
    }
    const auto verdict = detector.finish();
    QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
    QVERIFY(std::abs(verdict.perRequest->value - 0.02) < 0.0002);
}

void TestTrendDetector::largestExactNumbersAreJudged() {
    constexpr double Largest = 9007199254740992.0;  // 2^53
    const auto flat = runShort(Heap, {}, 1, [](double, double, TrendPhase) { return Largest; });
    QVERIFY2(flat.verdict == Verdict::Stable, say(flat));
    const auto leaking = runShort(Heap, {}, 1, [](double served, double, TrendPhase) {
        return Largest / 2 + std::floor(Largest / 2 * served / 40000);
    });
    QVERIFY2(leaking.verdict == Verdict::Leak, say(leaking));
}

void TestTrendDetector::aMillionReadingsFitInMemory() {
    std::mt19937_64 random(6000);
    std::normal_distribution<double> noise(0, 1e5);
    TrendDetector leaking(Heap);
    TrendDetector flat(Heap);
    for (int i = 1; i <= 1'000'000; ++i) {
        const double off = noise(random);
        const TrendSample sample{.tS = 0.1 * i, .requests = 20.0 * i, .errors = 0, .value = 5e6 + off};
        flat.add(TrendPhase::Load, sample);
        TrendSample grown = sample;
        grown.value += 0.1 * sample.requests;
        leaking.add(TrendPhase::Load, grown);
    }
    for (int i = 0; i < 20; ++i) {
        const double off = noise(random);
        flat.add(TrendPhase::Drain, {.tS = 1e5 + i, .requests = 2e7, .errors = 0, .value = 5e6 + off});
        leaking.add(TrendPhase::Drain, {.tS = 1e5 + i, .requests = 2e7, .errors = 0, .value = 7e6 + off});
    }
    QVERIFY(flat.finish().verdict == Verdict::Stable);
    const auto verdict = leaking.finish();
    QVERIFY2(verdict.verdict == Verdict::Leak, say(verdict));
    QVERIFY(verdict.perRequest->low <= 0.1 && 0.1 <= verdict.perRequest->high);
}

QTEST_APPLESS_MAIN(TestTrendDetector)
#include "tst_trend_detector.moc"
