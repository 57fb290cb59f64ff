// One gauge over time as it stands in a file: the rows of a CSV by column name, and what can be told from
// them when a column is missing.
//
// Columns: t_s (seconds), value; optional requests (cumulative), errors, aborted, gc_cycles (cumulative),
// phase (idle, load, drain; baseline and collect are understood). Others are ignored. An empty cell, or
// "nan", is a gap. Rows out of order are put in order of time, unless only a clock was set.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/measure/signal.h"
#include "engine/trend/trend_detector.h"

namespace leaktide {

struct GaugeRow {
    TrendSample sample;
    double gcCycles = 0;
    TrendPhase phase = TrendPhase::Load;
};

struct GaugeSeries {
    std::vector<GaugeRow> rows;
    bool hasRequests = false;
    bool hasPhase = false;
    bool hasCollections = false;
};

// InvalidInput names the line and the column.
Result<GaugeSeries> readGaugeSeries(std::string_view csv, std::string_view valueColumn = "value");
// The columns that can be judged: `value` where it is there, else every column that has no other meaning; at
// most 50.
Result<std::vector<std::string>> valueColumns(std::string_view csv);

// Rows before the first and after the last growth of requests are idle and drain; so is a stretch of ten or
// more rows between where requests stood still (a drain between two loads). Without requests all is load.
void phasesFromRequests(GaugeSeries& series);

// Counts of something: whole numbers, not large. Otherwise bytes.
SignalUnit guessUnit(const GaugeSeries& series);

// True if the series has a saw-tooth that is better seen at the first row after each collection: enough of
// them (60), and not more often than every fourth row.
bool judgedAfterCollections(const GaugeSeries& series);

}  // namespace leaktide
