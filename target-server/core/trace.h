// Which trace a request belongs to: read from W3C traceparent, or X-Trace-ID, X-Span-ID and X-Parent-ID, else
// made. Pure but for the ids it makes.
#pragma once

#include <string>

#include "target-server/http/request.h"

namespace leaktide::target {

struct Trace {
    std::string traceId;   // 32 hex digits
    std::string spanId;    // 16 hex digits: this request's own
    std::string parentId;  // 16 hex digits, or empty: the caller's span
    bool fromClient = false;
};

Trace traceOf(const Request& request);
// "00-TRACE-SPAN-01", for what we would call in turn and for the response.
std::string traceparentOf(const Trace& trace);

}  // namespace leaktide::target
