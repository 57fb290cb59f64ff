// The flags of `leaktide-cli run` that say what a load must hold, and that look for how much it can hold.
#pragma once

#include "app/cli/run_flags.h"

namespace leaktide::app {

// Each flag writes into `draft`, which must outlive the table.
void addGoalFlags(OptionTable& table, RunDraft& draft);

// Makes the search a load with a constant rate, once all flags are read.
Status settleSearch(RunDraft& draft);

}  // namespace leaktide::app
