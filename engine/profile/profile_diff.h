// What changed between two profiles: the samples of the one taken later, less those of the one before.
#pragma once

#include "engine/base/result.h"
#include "engine/profile/stack_profile.h"

namespace leaktide {

// InvalidInput when they do not measure the same. Pure; thread-safe.
Result<StackProfile> differenceOf(const StackProfile& before, const StackProfile& after);

}  // namespace leaktide
