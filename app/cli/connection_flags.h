// The flags of `leaktide-cli run` that say how connections are made, in curl's spelling where curl has one.
#pragma once

#include "app/cli/option_table.h"
#include "engine/plan/plan.h"

namespace leaktide::app {

// Each flag writes into the plan, which must outlive the table.
void addConnectionFlags(OptionTable& table, Plan& plan);
void addProtocolFlags(OptionTable& table, ConnectionPlan& connection);

}  // namespace leaktide::app
