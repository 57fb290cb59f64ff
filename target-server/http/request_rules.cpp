#include "target-server/http/request_rules.h"

#include <algorithm>

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

// RFC 9112 section 3.2: exactly one Host in HTTP/1.1, and nothing in it but a host and a port.
std::optional<BadRequest> checkHost(const Request& request) {
    int hosts = 0;
    for (const Request::Field& field : request.fields) {
        if (!equalsIgnoreCase(field.name, "Host")) {
            continue;
        }
        if (++hosts > 1) {
            return BadRequest{400, "more than one Host field"};
        }
        if (field.value.empty() || field.value.find_first_of("/@,? \t\\#") != std::string_view::npos) {
            return BadRequest{400, "the Host field names no host"};
        }
    }
    if (hosts == 0 && request.version == 11) {
        return BadRequest{400, "no Host field"};
    }
    return std::nullopt;
}

}  // namespace

std::optional<BadRequest> checkRules(const Request& request) {
    return checkHost(request);
}

}  // namespace leaktide::target
