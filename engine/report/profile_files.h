// The profiles of a run as files of their own, as the target sent them: `go tool pprof -diff_base` opens
// them.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/store/run_record.h"

namespace leaktide {

// "heap.baseline.pb.gz", "tasks.after_cycle_1.pb" where it was not packed. Nothing in it leads elsewhere,
// whatever a run file of somebody else's claims.
std::string profileFileName(const RecordedProfile& profile);

// All of them into `folder`, which is made if it is not there. Each is written whole or not at all; all are
// tried, the first failure is returned.
Status writeProfileFolder(const RunRecord& record, const std::string& folder);

}  // namespace leaktide
