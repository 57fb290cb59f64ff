// `leaktide-cli report FILE`: a recorded run in any format, or as text.
#pragma once

#include "app/cli/option_table.h"

namespace leaktide::app {

int reportCommand(const Arguments& arguments);

}  // namespace leaktide::app
