// Reads profiles of pprof (perftools.profiles.Profile), gzip or plain. Every index and id is checked; memory
// is bounded whatever the data claims. Errors: InvalidInput with what is wrong; NotFound, Io for files.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/profile/stack_profile.h"

namespace leaktide {

Result<StackProfile> readProfile(std::string_view data);
Result<StackProfile> readProfileFile(const std::string& path);

}  // namespace leaktide
