#include "engine/trend/judge.h"

#include <cmath>

namespace leaktide {
namespace {

SignalSpec specFor(SignalUnit unit) {
    return {.name = "value",
            .label = "Value",
            .unit = unit,
            .rest = SignalRest::MayStay,
            .itemNoun = unit == SignalUnit::Items ? "item" : ""};
}

}  // namespace

TrendVerdict judgeSeries(const GaugeSeries& series, const JudgeSettings& settings) {
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
    TrendVerdict verdict = detector.finish();
    if (!series.hasRequests) {
        verdict.evidence += " There are no requests in the file: growth is told per second.";
    }
    return verdict;
}

Result<TrendVerdict> judgeCsv(std::string_view csv, const JudgeSettings& settings) {
    auto series = readGaugeSeries(csv);
    if (!series) {
        return series.error();
    }
    if (!series->hasPhase) {
        phasesFromRequests(*series);
    }
    return judgeSeries(*series, settings);
}

}  // namespace leaktide
