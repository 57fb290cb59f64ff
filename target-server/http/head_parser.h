// Reads the head of a request as it stands on the wire: RFC 9112 sections 2.2, 3 and 5, without any of their
// leniencies. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "target-server/http/request.h"

namespace leaktide::target {

// Why a request is refused: the answer, after which the connection closes.
struct BadRequest {
    int status = 400;
    std::string_view sentence;
};

struct RequestLine {
    std::string_view method;
    std::string_view target;
    int version = 11;
};

// A line without its line break.
std::optional<BadRequest> readRequestLine(std::string_view line, RequestLine& out);

// Fills method, target, version and fields from request.head, which must be whole: every line ends in CRLF,
// and the last one is empty.
std::optional<BadRequest> parseHead(Request& request, std::size_t mostFields);

// What has come so far of a head that is not whole yet: whether it can still become one.
std::optional<BadRequest> checkBeginning(std::string_view bytes, std::size_t mostBytes);

}  // namespace leaktide::target
