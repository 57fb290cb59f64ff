#include "engine/trend/judge.h"

#include <cmath>

#include "engine/trend/patterns.h"

namespace leaktide {
namespace {

SignalSpec specFor(SignalUnit unit) {
    return {.name = "value",
            .label = "Value",
            .unit = unit,
            .rest = SignalRest::MayStay,
            .itemNoun = unit == SignalUnit::Items ? "item" : ""};
}

Result<GaugeSeries> readWithPhases(std::string_view csv) {
    auto series = readGaugeSeries(csv);
    if (series && !series->hasPhase) {
        phasesFromRequests(*series);
    }
    return series;
}

}  // namespace

TrendDetector detectorFor(const GaugeSeries& series, const JudgeSettings& settings) {
    TrendDetector detector(specFor(settings.unit.value_or(guessUnit(series))));
    const bool onlyAfterCollections = judgedAfterCollections(series);
    double cycles = 0;
    for (const GaugeRow& row : series.rows) {
        const bool collected = row.gcCycles > cycles;
        cycles = std::isnan(row.gcCycles) ? cycles : row.gcCycles;
        const bool unknown = series.hasRequests && std::isnan(row.sample.requests);
        if (unknown && row.phase == TrendPhase::Load) {
            continue;  // a gap: the signal cannot be put against anything
        }
        if (onlyAfterCollections && row.phase == TrendPhase::Load && !collected) {
            continue;
        }
        detector.add(row.phase, row.sample);
    }
    return detector;
}

TrendVerdict judgeSeries(const GaugeSeries& series, const JudgeSettings& settings) {
    TrendVerdict verdict = detectorFor(series, settings).finish();
    if (!series.hasRequests) {
        verdict.evidence.push_back(say(Say::NoRequestsInFile));
    }
    return verdict;
}

Result<TrendVerdict> judgeCsv(std::string_view csv, const JudgeSettings& settings) {
    const auto series = readWithPhases(csv);
    return series ? Result<TrendVerdict>(judgeSeries(*series, settings)) : series.error();
}

std::vector<ViewDetail> detailsOfCsv(std::string_view csv, const JudgeSettings& settings) {
    const auto series = readWithPhases(csv);
    return series ? detectorFor(*series, settings).details() : std::vector<ViewDetail>();
}

}  // namespace leaktide
