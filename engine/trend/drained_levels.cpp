#include "engine/trend/drained_levels.h"

#include <algorithm>

#include "engine/trend/look.h"
#include "engine/trend/look_schedule.h"
#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"

namespace leaktide {

namespace {

constexpr std::size_t FewestToClimb = 6;  // after the first, which may still be warm-up
constexpr std::size_t FewestToComeBack = 3;
constexpr double KeptIfItComesBack = 0.25;
constexpr std::size_t MostTold = 8;

// One value per cycle, and exact: fewer are enough, but they must be straighter.
TrendSettings settingsOfDrains(const SignalSpec& spec) {
    TrendSettings settings = trendSettingsFor(spec);
    settings.firstLook = FewestToClimb;
    settings.lookGrowth = 1.01;
    settings.shapeChance = 0.025;
    settings.minViews = 1;
    settings.minReadings = FewestToClimb;
    settings.relativeRise = 0;
    return settings;
}

bool grew(Verdict verdict) {
    return verdict == Verdict::Leak || verdict == Verdict::GrowingUndecided;
}

// "30, 81, 130 tasks"; of many the first and the last few.
Phrase listed(std::span<const DrainedLevel> levels, const SignalSpec& spec) {
    std::string list;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool gap = levels.size() > MostTold && i == MostTold / 2;
        i = gap ? levels.size() - MostTold / 2 : i;
        list += (list.empty() ? "" : gap ? ", …, " : ", ") + amountText(levels[i].value, spec);
    }
    return spec.unit == SignalUnit::Items ? say(Say::AmountOfNoun, {list, nounOf(spec, 2)}) : Phrase(list);
}

}  // namespace

DrainedFinding judgeDrained(std::span<const DrainedLevel> levels, const std::optional<Interval>& perRequest,
                            const SignalSpec& spec) {
    if (levels.size() > FewestToClimb) {
        BlockSeries series;
        for (const DrainedLevel& level : levels.subspan(1)) {
            CounterValues at{};
            at[indexOf(Counter::Requests)] = level.requests;
            at[indexOf(Counter::Seconds)] = level.tS;
            series.add(at, level.value);
        }
        const TrendSettings settings = settingsOfDrains(spec);
        const LookResult look = lookAt(series,
                                       {.idleLevel = levels.front().value,
                                        .chance = LookSchedule(settings).finalChance(),
                                        .kind = LookKind::EndOfLoad},
                                       settings);
        if (look.chosen && look.excluding >= settings.minViews && look.counter == Counter::Requests) {
            return {.trend = DrainedTrend::Climbs, .perRequest = look.told};
        }
    }
    if (levels.size() >= FewestToComeBack && perRequest) {
        const double requests = levels.back().requests - levels.front().requests;
        const double kept = levels.back().value - levels.front().value;
        if (kept < KeptIfItComesBack * perRequest->value * requests) {
            return {.trend = DrainedTrend::ComesBack, .perRequest = {}};
        }
    }
    return {};
}

TrendVerdict withDrains(TrendVerdict verdict, std::span<const DrainedLevel> levels, const SignalSpec& spec) {
    if (levels.size() < 2) {
        return verdict;
    }
    const bool known = verdict.counter == "requests";
    const auto finding = judgeDrained(levels, known ? verdict.perRequest : std::nullopt, spec);
    if (finding.trend == DrainedTrend::Climbs && verdict.verdict != Verdict::Leak) {
        verdict.verdict = Verdict::Leak;
        verdict.counter = wordOf(Counter::Requests);
        verdict.perRequest = finding.perRequest;
        verdict.longerRunFactor.reset();
        verdict.detectableAbove.reset();
        verdict.evidence = {
            say(Say::DrainsClimb,
                {slopeWithRange(finding.perRequest, spec, Counter::Requests), listed(levels, spec)})};
    } else if (finding.trend == DrainedTrend::ComesBack && grew(verdict.verdict)) {
        verdict.verdict = Verdict::Released;
        verdict.longerRunFactor.reset();
        verdict.evidence = {say(Say::DrainsComeBack, {listed(levels, spec)})};
    } else if (grew(verdict.verdict)) {
        verdict.evidence.push_back(say(Say::DrainsStoodAt, {listed(levels, spec)}));
    }
    return verdict;
}

}  // namespace leaktide
