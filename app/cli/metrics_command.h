// leaktide-cli metrics: every series that a target shows, to choose a --signal from.
#pragma once

#include "app/cli/option_table.h"

namespace leaktide::app {

int metricsCommand(const Arguments& arguments);

}  // namespace leaktide::app
