// A run or a series that was recorded before, as it is shown: a run file of ours, or a CSV of anything with
// the columns of engine/trend/gauge_series.h.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/run/run_snapshot.h"

namespace leaktide {

// By what is in it. Errors name the file.
Result<RunRecord> openRecorded(const std::string& path);
// Each value column becomes a signal and is judged. `name` is told as the target.
Result<RunRecord> recordFromCsv(std::string_view csv, const std::string& name);

// A record as the last snapshot of its run.
RunSnapshot snapshotOf(RunRecord record);

}  // namespace leaktide
