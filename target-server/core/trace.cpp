#include "target-server/core/trace.h"

#include <algorithm>

#include "target-server/core/random.h"

namespace leaktide::target {

namespace {

constexpr std::size_t TraceDigits = 32;
constexpr std::size_t SpanDigits = 16;

std::string randomHex(std::size_t digits) {
    std::string text(digits, '0');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < digits; ++i, bits >>= 4) {
        if (i % 16 == 0) {
            bits = randomBits();
        }
        text[i] = "0123456789abcdef"[bits & 15];
    }
    return text;
}

// Lower-case hex, not all zero: what W3C Trace Context level 1 takes for an id.
bool isId(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           text.find_first_not_of('0') != std::string_view::npos;
}

bool readTraceparent(std::string_view value, Trace& trace) {
    if (value.size() < 55 || !value.starts_with("00-") || value[35] != '-' || value[52] != '-') {
        return false;
    }
    const std::string_view traceId = value.substr(3, TraceDigits);
    const std::string_view parent = value.substr(36, SpanDigits);
    if (!isId(traceId, TraceDigits) || !isId(parent, SpanDigits)) {
        return false;
    }
    trace.traceId = traceId;
    trace.parentId = parent;
    return true;
}

}  // namespace

Trace traceOf(const Request& request) {
    Trace trace;
    const auto w3c = request.field("traceparent");
    if (w3c && readTraceparent(*w3c, trace)) {
        trace.fromClient = true;
    } else if (const auto id = request.field("X-Trace-ID"); id && isId(*id, TraceDigits)) {
        trace.fromClient = true;
        trace.traceId = *id;
        const auto span = request.field("X-Span-ID");
        const auto parent = span ? span : request.field("X-Parent-ID");
        trace.parentId = parent && isId(*parent, SpanDigits) ? *parent : std::string_view();
    } else {
        trace.traceId = randomHex(TraceDigits);
    }
    trace.spanId = randomHex(SpanDigits);
    return trace;
}

std::string traceparentOf(const Trace& trace) {
    return "00-" + trace.traceId + "-" + trace.spanId + "-01";
}

}  // namespace leaktide::target
