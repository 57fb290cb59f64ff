// The flags of `leaktide-cli run`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/option_table.h"
#include "app/cli/run_options.h"

namespace leaktide::app {

// What the flags say before the plan is put together.
struct RunDraft {
    RunOptions options;
    RequestSpec request;
    std::optional<std::string> method;
    std::vector<Header> headers;      // by -H, -u, --bearer, -b: for every request
    std::vector<RequestSpec> listed;  // by --targets and --urls
    bool durationGiven = false;
};

// Each flag writes into `draft`, which must outlive the table.
OptionTable runFlags(RunDraft& draft);

}  // namespace leaktide::app
