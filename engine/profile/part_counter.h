// Counts what libprotobuf would make objects and numbers of, before it does: a small file can claim a lot.
#pragma once

#include <string_view>

namespace leaktide {

enum class PartCount { Bearable, TooMany, NotAProfile };

// Of the bytes of a perftools.profiles.Profile, at most 2 GiB of them.
PartCount countProfileParts(std::string_view data);

}  // namespace leaktide
