// `leaktide-cli run`: one run from flags to exit code.
#pragma once

#include "app/cli/option_table.h"
#include "engine/report/fail_on.h"
#include "engine/store/run_record.h"

namespace leaktide::app {

int runCommand(const Arguments& arguments);

// The exit code a finished run deserves, outputs aside.
int exitCodeOf(const RunRecord& record, FailOn failOn);

}  // namespace leaktide::app
