// How long a load must be, against what the detector then really says.
#include <QTest>
#include <random>
#include <vector>

#include "engine/trend/length_advice.h"
#include "engine/trend/trend_detector.h"

using namespace leaktide;

namespace {

SignalSpec heap() {
    return *findCanonicalSignal("heap_in_use");
}

std::vector<SignalPoint> restOf(double level, double sd, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, sd);
    std::vector<SignalPoint> points;
    for (int i = 0; i < 40; ++i) {
        points.push_back({.tS = 0.1 * i, .value = level + noise(random)});
    }
    return points;
}

constexpr LoadPace Pace{.requestsPerS = 100, .readingsPerS = 10};

// Is `perRequest` bytes named as growing after `seconds` of load at the pace?
bool isNamed(double level, double sd, double perRequest, double seconds, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, sd);
    TrendDetector detector(heap());
    for (int i = 0; i < 40; ++i) {
        detector.add(TrendPhase::Idle, {.tS = 0.1 * i, .value = level + noise(random)});
    }
    const int readings = static_cast<int>(seconds * Pace.readingsPerS);
    for (int i = 1; i <= readings; ++i) {
        const double requests = 10.0 * i;
        detector.add(TrendPhase::Load, {.tS = 4 + 0.1 * i,
                                        .requests = requests,
                                        .value = level + perRequest * requests + noise(random)});
    }
    const Verdict said = detector.finish().verdict;
    return said == Verdict::GrowingUndecided;  // without a drain no more can be said
}

}  // namespace

class TestLengthAdvice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noiseIsThatOfOneReadingAndNoDrift() {
        const auto noise = restNoiseOf(restOf(2e6, 1000, 1));
        QVERIFY(noise.has_value());
        QVERIFY2(noise->sd > 500 && noise->sd < 1700, qPrintable(QString::number(noise->sd)));
        std::vector<SignalPoint> drifting;
        for (int i = 0; i < 40; ++i) {
            drifting.push_back({.tS = 0.1 * i, .value = 1e6 + 10.0 * i});
        }
        QVERIFY(restNoiseOf(drifting)->sd < 20);
        QVERIFY(!restNoiseOf(std::span(drifting).first(4)));
    }
    void withoutNoiseTheFewestReadingsDecide() {
        const TrendSettings settings = trendSettingsFor(*findCanonicalSignal("tasks"));
        QCOMPARE(*secondsToShow({.level = 5, .sd = 0}, Pace, 1, settings), 6.0);
    }
    void aHighLevelWantsMore() {
        // 1 % of 100 MiB at 1 KiB a request is 1,024 requests.
        const auto seconds =
            secondsToShow({.level = 100.0 * 1024 * 1024, .sd = 0}, Pace, 1024, trendSettingsFor(heap()));
        QVERIFY(*seconds > 10.2 && *seconds < 10.3);
    }
    void whatIsPromisedIsNamed() {
        const double level = 2e6;
        const double sd = 20000;
        const double leak = 100;
        const double seconds =
            *secondsToShow({.level = level, .sd = sd}, Pace, leak, trendSettingsFor(heap()));
        int named = 0;
        int early = 0;
        for (unsigned seed = 1; seed <= 40; ++seed) {
            named += isNamed(level, sd, leak, 1.3 * seconds, seed) ? 1 : 0;
            early += isNamed(level, sd, leak, 0.3 * seconds, seed) ? 1 : 0;
        }
        QVERIFY2(named >= 34, qPrintable(QString::number(named)));
        QVERIFY2(early <= 10, qPrintable(QString::number(early)));
    }
    void withoutPaceNothingIsSaid() {
        QVERIFY(!secondsToShow({.level = 5, .sd = 1}, {}, 1, trendSettingsFor(heap())));
    }
};

QTEST_APPLESS_MAIN(TestLengthAdvice)
#include "tst_length_advice.moc"
