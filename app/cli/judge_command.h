// leaktide-cli judge: a verdict on series that were recorded elsewhere.
#pragma once

#include "app/cli/option_table.h"

namespace leaktide::app {

// ExitLeak if any file shows a leak; else ExitUsage if any could not be read; else ExitFine.
int judgeCommand(const Arguments& arguments);

}  // namespace leaktide::app
