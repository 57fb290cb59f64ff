// What RFC 9110 and RFC 9112 demand of a request beyond what Beast checks: the shapes that two servers in a
// row read differently, and so can be smuggled. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "target-server/http/request_reader.h"

namespace leaktide::target {

// The bytes of a head, before anything has parsed them: line by line, character by character.
std::optional<BadRequest> checkHeadBytes(std::string_view head);
// The parsed request: Host, framing, target, Expect.
std::optional<BadRequest> checkRules(const Request& request);

}  // namespace leaktide::target
