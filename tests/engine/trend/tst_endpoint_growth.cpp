// Which of several requests a signal grows with: families of noise and growth from fixed seeds, and the cases
// that have no answer.
#include <QtTest>
#include <map>

#include "engine/trend/drifting_fit.h"
#include "engine/trend/endpoint_sentences.h"
#include "tests/engine/trend/endpoint_families.h"

using namespace leaktide;
using namespace leaktide::testing;

namespace {

using Random = std::mt19937_64;
constexpr int Seeds = 60;
constexpr double Mega = 1e6;

double between(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

EndpointTrace blank(Random& random, std::vector<double> weights, SignalUnit unit) {
    EndpointTrace trace;
    if (weights.empty()) {
        weights.resize(2 + random() % 7);
        for (double& weight : weights) {
            weight = std::floor(between(random, 1, 10));
        }
    }
    trace.unit = unit;
    trace.level = unit == SignalUnit::Items ? 30 : 200 * Mega;
    trace.leaks.assign(weights.size(), 0);
    trace.fills.assign(weights.size(), false);
    trace.held.assign(weights.size(), 0);
    trace.weights = std::move(weights);
    return trace;
}

double sent(const EndpointTrace& trace, std::size_t request) {
    double all = 0;
    for (const double weight : trace.weights) {
        all += weight;
    }
    const double seconds = EndpointFamily::Readings / EndpointFamily::ReadingsPerSecond;
    return EndpointFamily::Rate * seconds * trace.weights[request] / all;
}

// Growth of 30 to 200 MB over the load with the first request, in bytes.
EndpointTrace leaking(Random& random, std::vector<double> noise, std::vector<double> weights = {}) {
    EndpointTrace trace = blank(random, std::move(weights), SignalUnit::Bytes);
    trace.noise = std::move(noise);
    trace.leaks[0] = Mega * between(random, 30, 200) / sent(trace, 0);
    return trace;
}

EndpointTrace items(Random& random, double noise, double perRequest, std::vector<double> weights = {}) {
    EndpointTrace trace = blank(random, std::move(weights), SignalUnit::Items);
    trace.noise = whiteNoise(random, noise);
    trace.leaks[0] = perRequest;
    return trace;
}

std::vector<double> sawTooth(Random& random) {
    std::vector<double> noise = whiteNoise(random, 0.2 * Mega);
    const double period = between(random, 5, 40);
    const double height = between(random, 2, 10) * Mega;
    for (std::size_t i = 0; i < noise.size(); ++i) {
        noise[i] += height * std::fmod(static_cast<double>(i) / period, 1.0);
    }
    return noise;
}

std::vector<double> warmUp(Random& random) {
    std::vector<double> noise = whiteNoise(random, 0.5 * Mega);
    const double tau = between(random, 10, 150);
    const double height = between(random, 10, 50) * Mega;
    for (std::size_t i = 0; i < noise.size(); ++i) {
        noise[i] += height * (1 - std::exp(-static_cast<double>(i) / tau));
    }
    return noise;
}

EndpointTrace withCacheBeside(Random& random) {
    EndpointTrace trace = leaking(random, whiteNoise(random, 0.5 * Mega));
    trace.fills[1] = true;
    trace.leaks[1] = 10 * Mega * between(random, 1, 5) / (0.3 * sent(trace, 1));
    return trace;
}

EndpointTrace heldInFlight(Random& random) {
    EndpointTrace trace = items(random, 1, 0);
    trace.leaks[0] = between(random, 60, 2000) / sent(trace, 0);
    for (double& held : trace.held) {
        held = between(random, 0, 0.02);
    }
    return trace;
}

EndpointTrace twoRates(Random& random) {
    EndpointTrace trace = items(random, 0.5, 0);
    trace.leaks[0] = between(random, 1000, 3000) / sent(trace, 0);
    trace.leaks[1] = trace.leaks[0] / between(random, 1, 100);
    return trace;
}

EndpointTrace withTime(Random& random) {
    EndpointTrace trace = blank(random, {}, SignalUnit::Bytes);
    trace.noise = whiteNoise(random, 0.5 * Mega);
    trace.perSecond = Mega * between(random, 1, 10);
    return trace;
}

std::vector<EndpointFamily> families() {
    return {
        {"items, some held in flight", heldInFlight},
        {"items, every 100th request", [](Random& r) { return items(r, 0.5, 0.01); }},
        {"items, two leak at rates of 1:1 to 1:100", twoRates},
        {"98/1/1, a rare one leaks",
         [](Random& r) {
             return items(r, 1, 1, {1, 98, 1});
         }},
        {"98/1/1, the frequent one leaks",
         [](Random& r) {
             return items(r, 1, 0.01, {98, 1, 1});
         }},
        {"bytes, white noise", [](Random& r) { return leaking(r, whiteNoise(r, Mega)); }},
        {"bytes, AR(1), phi 0.95", [](Random& r) { return leaking(r, slowNoise(r, Mega, 0.95)); }},
        {"bytes, random walk", [](Random& r) { return leaking(r, slowNoise(r, 0.1 * Mega, 1)); }},
        {"bytes, saw-tooth", [](Random& r) { return leaking(r, sawTooth(r)); }},
        {"bytes, warm-up beside the leak", [](Random& r) { return leaking(r, warmUp(r)); }},
        {"bytes, another fills a cache", withCacheBeside},
        {"bytes, 16 requests",
         [](Random& r) { return leaking(r, whiteNoise(r, 0.5 * Mega), std::vector<double>(16, 1)); }},
        {"growth with time only", withTime},
    };
}

struct Score {
    int runs = 0, runsWithFalseName = 0;
    int leaks = 0, named = 0, covered = 0;
    int innocent = 0, none = 0;
};

Score scoreOf(const EndpointFamily& family) {
    Score score;
    for (int seed = 0; seed < Seeds; ++seed) {
        Random random(static_cast<std::uint64_t>(90'000 + seed));
        const EndpointTrace trace = family.make(random);
        SignalSpec spec;
        spec.unit = trace.unit;
        const auto finding = findEndpoints(EndpointFamily::seriesOf(trace, random), spec, 1);
        ++score.runs;
        bool falseName = false;
        for (std::size_t i = 0; finding && i < trace.leaks.size(); ++i) {
            const EndpointGrowth& one = finding->requests[i];
            const bool named = one.outcome == EndpointOutcome::Grows;
            if (trace.leaks[i] > 0 && !trace.fills[i]) {
                ++score.leaks;
                score.named += named ? 1 : 0;
                score.covered +=
                    one.perCount.low <= trace.leaks[i] && trace.leaks[i] <= one.perCount.high ? 1 : 0;
            } else {
                ++score.innocent;
                score.none += one.outcome == EndpointOutcome::None ? 1 : 0;
                falseName = falseName || named;
            }
        }
        score.runsWithFalseName += falseName ? 1 : 0;
    }
    return score;
}

EndpointSeries seriesFrom(const std::function<double(double, double)>& value, int readings = 300) {
    EndpointSeries series(2);
    double first = 0;
    double second = 0;
    for (int i = 0; i < readings; ++i) {
        const bool high = sentMoreOften(0, static_cast<std::size_t>(i) * ShareStretches / 300);
        const bool other = sentMoreOften(1, static_cast<std::size_t>(i) * ShareStretches / 300);
        first += high ? 80 : 20;
        second += other ? 80 : 20;
        series.add(0.1 * i, {static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(second)},
                   value(first, second));
    }
    return series;
}

}  // namespace

class TestEndpointGrowth : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void patternsAreIndependentOfEachOtherAndOfDrift() {
        for (std::size_t a = 0; a < SharePatterns; ++a) {
            int sum = 0, line = 0, square = 0;
            for (std::size_t s = 0; s < ShareStretches; ++s) {
                const int sign = sentMoreOften(a, s) ? 1 : -1;
                sum += sign;
                line += sign * static_cast<int>(s);
                square += sign * static_cast<int>(s * s);
            }
            QCOMPARE(sum, 0);
            QCOMPARE(line, 0);
            QCOMPARE(square, 0);
            for (std::size_t b = 0; b < a; ++b) {
                int product = 0;
                for (std::size_t s = 0; s < ShareStretches; ++s) {
                    product += sentMoreOften(a, s) == sentMoreOften(b, s) ? 1 : -1;
                }
                QCOMPARE(product, 0);
            }
        }
    }

    void whoLeaksIsNamedAndNobodyElse() {
        Score all;
        for (const EndpointFamily& family : families()) {
            const Score score = scoreOf(family);
            qInfo("| %-42s | %5.1f | %5.1f | %5.1f | %5.1f |", family.name.c_str(),
                  100.0 * score.runsWithFalseName / score.runs,
                  score.leaks > 0 ? 100.0 * score.named / score.leaks : NAN,
                  score.leaks > 0 ? 100.0 * score.covered / score.leaks : NAN,
                  100.0 * score.none / std::max(1, score.innocent));
            QVERIFY2(score.runsWithFalseName <= 2, family.name.c_str());
            all.runs += score.runs;
            all.runsWithFalseName += score.runsWithFalseName;
            all.leaks += score.leaks;
            all.named += score.named;
            all.covered += score.covered;
        }
        QVERIFY2(all.runsWithFalseName * 200 <= all.runs,
                 "more than 0.5 % of the runs name an innocent request");
        QVERIFY2(all.named * 100 >= all.leaks * 85, "fewer than 85 % of those who leak are named");
        QVERIFY2(all.covered * 100 >= all.leaks * 93, "fewer than 93 % of the intervals hold the truth");
    }

    void theSentencesNameTheRequestAndWhatIsLeft() {
        const auto series = seriesFrom([](double first, double) { return 5 + 0.5 * first; });
        const SignalSpec spec = *findCanonicalSignal("tasks");
        const auto finding = findEndpoints(series, spec, 1);
        QVERIFY(finding);
        QCOMPARE(wordOf(finding->requests[0].outcome), std::string_view("grows"));
        QCOMPARE(wordOf(finding->requests[1].outcome), std::string_view("none"));
        const std::string said = english(endpointSentences(*finding, {"POST /orders", "GET /json"}, spec));
        QVERIFY2(said.find("POST /orders: 0.500 tasks per request") == 0, said.c_str());
        QVERIFY2(said.find("The other request: none.") != std::string::npos, said.c_str());
    }

    void withoutEnoughReadingsNothingIsTold() {
        QVERIFY(!findEndpoints(EndpointSeries(2), *findCanonicalSignal("tasks"), 1));
        const auto few = seriesFrom([](double first, double) { return first; }, 6);
        QVERIFY(!findEndpoints(few, *findCanonicalSignal("tasks"), 1));
    }

    void countsThatMoveTogetherAreNotTold() {
        EndpointSeries series(2);
        for (std::uint64_t i = 0; i < 300; ++i) {
            series.add(0.1 * static_cast<double>(i), {40 * i, 20 * i}, static_cast<double>(i));
        }
        QVERIFY(!findEndpoints(series, *findCanonicalSignal("tasks"), 1));
    }

    void aSecondLoadBeginsItsOwnLevel() {
        EndpointSeries series(2);
        double first = 0, second = 0;
        for (int cycle = 0; cycle < 2; ++cycle) {
            for (int i = 0; i < 300; ++i) {
                const std::size_t stretch = static_cast<std::size_t>(i) * ShareStretches / 300;
                first += sentMoreOften(0, stretch) ? 80 : 20;
                second += sentMoreOften(1, stretch) ? 80 : 20;
                series.add(60.0 * cycle + 0.1 * i,
                           {static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(second)},
                           0.25 * second - 3000.0 * cycle);  // something else was given back between
            }
            series.pause();
        }
        const auto finding = findEndpoints(series, *findCanonicalSignal("tasks"), 1);
        QVERIFY(finding);
        QCOMPARE(wordOf(finding->requests[0].outcome), std::string_view("none"));
        QCOMPARE(wordOf(finding->requests[1].outcome), std::string_view("grows"));
        QVERIFY(std::abs(finding->requests[1].perCount.value - 0.25) < 0.01);
    }

    void aLongRunStaysBounded() {
        EndpointSeries series(3);
        for (std::uint64_t i = 0; i < 100'000; ++i) {
            series.add(static_cast<double>(i), {i, i, i}, 1);
        }
        QVERIFY(series.blocks().size() <= EndpointSeries::Capacity);
        QVERIFY(series.blocks().size() > EndpointSeries::Capacity / 4);
    }
};

QTEST_GUILESS_MAIN(TestEndpointGrowth)
#include "tst_endpoint_growth.moc"
