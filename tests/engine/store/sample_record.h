// A small run with something in every field: what the report tests write out and look at.
#pragma once

#include <string>

#include "engine/store/run_record.h"

namespace leaktide::testing {

// Eleven canaries hide in it, one at each place where a user's secret can stand.
inline const std::string Canary = "c4nary";

RunRecord sampleRecord();

}  // namespace leaktide::testing
