// Takes a pasted command line apart into words as a shell would: quotes, backslashes, $'…'. Nothing is ever
// run or expanded: what a shell would do more than that with (commands, variables, pipes, globs are left as
// they stand) is refused. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

Result<std::vector<std::string>> splitShellWords(std::string_view text);

}  // namespace leaktide
