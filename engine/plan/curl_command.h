// A pasted curl command as a request and the way to it. Nothing is run, no file is opened, no flag is
// guessed: what cannot be carried over is refused with a sentence. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

struct CurlCommand {
    RequestSpec request;
    ConnectionPlan connection;       // as it is by default, but for what the command says
    std::vector<std::string> notes;  // what is taken, but means less here: "-L: redirects are not followed"
};

// The error never repeats a value of the command: it may be a secret.
Result<CurlCommand> parseCurlCommand(std::string_view text);

}  // namespace leaktide
