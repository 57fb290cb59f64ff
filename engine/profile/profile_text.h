// A profile's top as the text that `go tool pprof -top` prints, number for number.
#pragma once

#include <string>

#include "engine/profile/profile_top.h"
#include "engine/profile/stack_profile.h"

namespace leaktide {

// Names come from the target: control characters are made harmless. Pure; thread-safe.
std::string topText(const StackProfile& profile, std::size_t type, SmallNodes small = SmallNodes::Drop);

}  // namespace leaktide
