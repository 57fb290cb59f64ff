// What RFC 9110 and RFC 9112 demand of a request whose grammar is right: the shapes that two servers in a row
// read differently, and so can be smuggled. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "target-server/http/head_parser.h"

namespace leaktide::target {

// How the end of the body is known: RFC 9112 section 6.3.
struct BodyFraming {
    bool chunked = false;
    std::uint64_t length = 0;
};

// Host, framing, target, Expect. Fills path, query, keepAlive and the framing.
std::optional<BadRequest> applyRules(Request& request, BodyFraming& framing);

}  // namespace leaktide::target
