// A verdict on any recorded series: the same detector that judges a live run.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/measure/signal.h"
#include "engine/trend/gauge_series.h"
#include "engine/trend/verdict.h"

namespace leaktide {

struct JudgeSettings {
    std::optional<SignalUnit> unit;  // nothing: guessed from the values
};

// The detector, fed with the whole series.
TrendDetector detectorFor(const GaugeSeries& series, const JudgeSettings& settings);
TrendVerdict judgeSeries(const GaugeSeries& series, const JudgeSettings& settings);
// A CSV text with the columns of engine/trend/gauge_series.h. InvalidInput names the line and the column.
Result<TrendVerdict> judgeCsv(std::string_view csv, const JudgeSettings& settings);
// What was looked at for it; nothing where it cannot be read.
std::vector<ViewDetail> detailsOfCsv(std::string_view csv, const JudgeSettings& settings);

}  // namespace leaktide
