// What RFC 9110 and RFC 9112 demand of a request beyond its grammar, and Beast does not check. Pure.
#pragma once

#include <optional>

#include "target-server/http/request_reader.h"

namespace leaktide::target {

std::optional<BadRequest> checkRules(const Request& request);

}  // namespace leaktide::target
