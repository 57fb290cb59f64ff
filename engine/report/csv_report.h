// A run as CSV (docs/formats.md): one row per second, one row per signal, one row per kind of error. Pure
// functions; secrets are redacted.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/store/run_record.h"

namespace leaktide {

// `sent` counts sends on the wire, `ok` answers below status 400, `failed` every other result: ok + failed =
// results. Latencies in ms: service time, and `resp_p99_ms` the response time. Empty = not measured.
std::string timelineCsv(const RunRecord& record);
std::string signalsCsv(const RunRecord& record);
// `kind` is "http_status" (with `status`), a failure kind or "dropped"; `share` is of all results (dropped:
// of all that were due).
std::string errorsCsv(const RunRecord& record);

// timeline.csv, signals.csv and errors.csv in `folder`, which is made if it is not there. Each file is
// written whole or not at all; all three are tried, the first failure is returned.
Status writeCsvFolder(const RunRecord& record, const std::string& folder);

}  // namespace leaktide
