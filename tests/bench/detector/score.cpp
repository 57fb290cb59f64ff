#include "tests/bench/detector/score.h"

#include <algorithm>

#include "engine/trend/trend_detector.h"

namespace leaktide::bench {
namespace {

constexpr double MostLoads = 4;

enum class Input { Plain, Best };

// A detector that is fed a simulation and remembers what it said along the way.
class Watch {
public:
    Watch(const Server& server, Input input, bool quick)
        : m_detector(specFor(server), settingsFor(server, quick)), m_input(input) {}

    void feed(const std::vector<Reading>& readings) {
        for (const Reading& reading : readings) {
            TrendSample sample = reading.sample;
            if (m_input == Input::Best) {
                sample.value = reading.afterCollection;
            }
            m_detector.add(reading.phase, sample);
            if (reading.phase == TrendPhase::Load) {
                m_loadTimes.push_back(sample.tS);
            }
        }
    }
    [[nodiscard]] TrendVerdict verdict() const { return m_detector.finish(); }
    // Readings of load until it was growing.
    [[nodiscard]] double readingsUntil(double tS) const {
        const auto after = std::upper_bound(m_loadTimes.begin(), m_loadTimes.end(), tS);
        return static_cast<double>(after - m_loadTimes.begin());
    }

private:
    static SignalSpec specFor(const Server& server) {
        return {.name = "signal",
                .label = "Signal",
                .unit = server.unit,
                .rest = SignalRest::MayStay,
                .itemNoun = "item"};
    }

    static TrendSettings settingsFor(const Server& server, bool quick) {
        TrendSettings settings = trendSettingsFor(specFor(server));
        settings.lookGrowth = quick ? 1e9 : settings.lookGrowth;
        return settings;
    }

    TrendDetector m_detector;
    Input m_input;
    std::vector<double> m_loadTimes;
};

Verdict extended(Simulation& simulation, Watch& watch, double most) {
    double loads = 1;
    Verdict verdict = watch.verdict().verdict;
    while (verdict == Verdict::GrowingUndecided && loads < most) {
        watch.feed(simulation.run(loads));  // doubles the load so far
        loads *= 2;
        verdict = watch.verdict().verdict;
    }
    return verdict;
}

void compareWithTruth(Score& score, const TrendVerdict& verdict, const Server& server, bool leaks) {
    const double truth = server.perRequest.value_or(0);
    if (verdict.verdict == Verdict::Stable) {
        ++score.stable;
        score.bounded += !leaks || !server.perRequest || truth <= verdict.detectableAbove.value_or(0) ? 1 : 0;
    }
    const bool tells = verdict.verdict == Verdict::Leak || verdict.verdict == Verdict::GrowingUndecided;
    if (tells && verdict.counter == "requests" && server.perRequest && verdict.perRequest) {
        ++score.told;
        score.covered += verdict.perRequest->low <= truth && truth <= verdict.perRequest->high ? 1 : 0;
        score.halfWidths += (verdict.perRequest->high - verdict.perRequest->low) / 2 / truth;
    }
}

void addBaselines(Score& score, const std::vector<Reading>& readings) {
    std::vector<double> x;
    std::vector<double> y;
    for (const Reading& reading : readings) {
        if (reading.phase == TrendPhase::Load) {
            x.push_back(reading.sample.requests);
            y.push_back(reading.sample.value);
        }
    }
    const auto flagged = judgeByBaselines(x, y);
    for (std::size_t i = 0; i < flagged.size(); ++i) {
        score.byBaseline[i] += flagged[i] ? 1 : 0;
    }
}

Score scoreTrace(const Family& family, std::uint64_t seed, const ScoreOptions& options) {
    Score score;
    score.traces = 1;
    Simulation simulation(family, seed);
    Watch watch(simulation.server(), Input::Plain, options.quick);
    const auto readings = simulation.run(1);
    watch.feed(readings);
    const auto verdict = watch.verdict();
    score.leaks = verdict.verdict == Verdict::Leak ? 1 : 0;
    score.undecided = verdict.verdict == Verdict::GrowingUndecided ? 1 : 0;
    if (verdict.firstGrowingTS) {
        score.everGrowing = 1;
        score.growingAfter.push_back(watch.readingsUntil(*verdict.firstGrowingTS));
    }
    compareWithTruth(score, verdict, simulation.server(), family.leaks);
    if (options.baselines) {
        addBaselines(score, readings);
    }
    const Verdict later = extended(simulation, watch, MostLoads);
    score.leaksExtended = later == Verdict::Leak ? 1 : 0;
    score.undecidedExtended = later == Verdict::GrowingUndecided ? 1 : 0;

    if (!simulation.server().afterCollection) {
        score.leaksBestInput = score.leaksExtended;
        return score;
    }
    Simulation again(family, seed);
    Watch best(again.server(), Input::Best, options.quick);
    best.feed(again.run(1));
    score.leaksBestInput = extended(again, best, MostLoads) == Verdict::Leak ? 1 : 0;
    return score;
}

}  // namespace

void Score::add(const Score& other) {
    traces += other.traces;
    leaks += other.leaks;
    undecided += other.undecided;
    leaksExtended += other.leaksExtended;
    undecidedExtended += other.undecidedExtended;
    leaksBestInput += other.leaksBestInput;
    everGrowing += other.everGrowing;
    stable += other.stable;
    bounded += other.bounded;
    covered += other.covered;
    told += other.told;
    halfWidths += other.halfWidths;
    growingAfter.insert(growingAfter.end(), other.growingAfter.begin(), other.growingAfter.end());
    for (std::size_t i = 0; i < byBaseline.size(); ++i) {
        byBaseline[i] += other.byBaseline[i];
    }
}

Score scoreFamily(const Family& family, const ScoreOptions& options) {
    Score score;
    for (int i = 0; i < options.traces; ++i) {
        score.add(scoreTrace(family, options.firstSeed + static_cast<std::uint64_t>(i), options));
    }
    return score;
}

}  // namespace leaktide::bench
