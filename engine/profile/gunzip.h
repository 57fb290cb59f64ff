// Unpacks gzip data, several members too, up to a bound: a bomb ends in an error, not in memory.
// Errors: InvalidInput (no gzip, damaged, cut short, larger than `most`). Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leaktide {

bool isGzip(std::string_view data);
Result<std::string> gunzip(std::string_view data, std::size_t most);

}  // namespace leaktide
