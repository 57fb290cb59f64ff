#include "target-server/http/request_rules.h"

#include <algorithm>

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

constexpr std::size_t MostLengthDigits = 18;

bool allDigits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 9110 section 7.2: a host, perhaps a port, and nothing else.
bool isHost(std::string_view value) {
    std::string_view port;
    if (value.starts_with('[')) {
        const std::size_t end = value.find(']');
        if (end == std::string_view::npos || end == 1) {
            return false;
        }
        port = value.substr(end + 1);
        value = value.substr(1, end - 1);
    } else {
        const std::size_t colon = std::min(value.find(':'), value.size());
        port = value.substr(colon);
        value = value.substr(0, colon);
    }
    if (!port.empty() && (port.front() != ':' || (port.size() > 1 && !allDigits(port.substr(1))))) {
        return false;
    }
    return !value.empty() && value.find_first_of("/@,?#\\ \t<>\"{}|^`") == std::string_view::npos;
}

struct Framing {
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
};

std::optional<BadRequest> checkField(const Request::Field& field, Framing& seen) {
    if (equalsIgnoreCase(field.name, "Host")) {
        if (++seen.hosts > 1) {
            return BadRequest{400, "more than one Host field"};
        }
        if (!isHost(field.value)) {
            return BadRequest{400, "the Host field names no host"};
        }
    } else if (equalsIgnoreCase(field.name, "Content-Length")) {
        if (++seen.lengths > 1) {
            return BadRequest{400, "more than one Content-Length field"};
        }
        if (!allDigits(field.value) || field.value.size() > MostLengthDigits) {
            return BadRequest{400, "Content-Length is no decimal number"};
        }
    } else if (equalsIgnoreCase(field.name, "Transfer-Encoding")) {
        if (++seen.codings > 1) {
            return BadRequest{400, "more than one Transfer-Encoding field"};
        }
        if (!equalsIgnoreCase(field.value, "chunked")) {
            const std::string_view last = trimBlanks(field.value.substr(field.value.rfind(',') + 1));
            const bool chunkedLast = equalsIgnoreCase(last, "chunked") && field.value.size() > last.size();
            return chunkedLast ? BadRequest{501, "the only transfer coding known here is chunked"}
                               : BadRequest{400, "Transfer-Encoding does not end in chunked"};
        }
    } else if (equalsIgnoreCase(field.name, "Expect") && !equalsIgnoreCase(field.value, "100-continue")) {
        return BadRequest{417, "the only expectation known here is 100-continue"};
    }
    return std::nullopt;
}

std::optional<BadRequest> checkTarget(const Request& request) {
    if (request.target == "*") {
        return request.method == Method::Options
                   ? std::nullopt
                   : std::optional(BadRequest{400, "the target * is for OPTIONS only"});
    }
    if (request.method == Method::Connect) {
        return std::nullopt;  // answered by 405, whatever the target
    }
    if (request.path.empty() || request.path.front() != '/') {
        return BadRequest{400, "the request target is neither a path nor an http URI"};
    }
    return std::nullopt;
}

}  // namespace

std::optional<BadRequest> checkRules(const Request& request) {
    Framing seen;
    for (const Request::Field& field : request.fields) {
        if (auto bad = checkField(field, seen)) {
            return bad;
        }
    }
    if (seen.hosts == 0 && request.version == 11) {
        return BadRequest{400, "no Host field"};
    }
    if (seen.codings > 0 && (seen.lengths > 0 || request.version == 10)) {
        return BadRequest{400, "Transfer-Encoding stands beside a Content-Length, or in HTTP/1.0"};
    }
    return checkTarget(request);
}

}  // namespace leaktide::target
