// The flags of `leaktide-cli run` that say what is sent and what is asked of the answers.
#pragma once

#include "app/cli/option_table.h"
#include "app/cli/run_flags.h"

namespace leaktide::app {

void addRequestFlags(OptionTable& table, RunDraft& draft);
void addAnswerFlags(OptionTable& table, RunDraft& draft);

// Once all flags are read: puts the draft's request, or those of a list, into the plan.
Status settleRequests(RunDraft& draft, const Arguments& words);

}  // namespace leaktide::app
