// `leaktide-cli run`: one run from flags to exit code.
#pragma once

#include "app/cli/option_table.h"
#include "engine/report/fail_on.h"
#include "engine/store/run_record.h"

namespace leaktide::app {

int runCommand(const Arguments& arguments);

// The exit code a run deserves by how it ended and by what was found, outputs aside.
int exitCodeOf(const RunRecord& record, FailOn failOn);
// By what was found alone: leak, threshold, both.
int findingsCodeOf(const RunRecord& record, FailOn failOn);

}  // namespace leaktide::app
