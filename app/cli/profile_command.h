// leaktide-cli profile top FILE, leaktide-cli profile diff BEFORE AFTER: reads profiles of pprof, Go's and
// the bundled target's alike.
#pragma once

#include "app/cli/option_table.h"

namespace leaktide::app {

int profileCommand(const Arguments& arguments);

}  // namespace leaktide::app
