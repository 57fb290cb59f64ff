// A URL taken apart by libcurl's own parser (CURLU), so that we and the transfer never disagree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leaktide {

struct Url {
    std::string scheme;  // "http" or "https"
    std::string user;    // user info as written, may be empty
    std::string host;    // without brackets
    std::uint16_t port = 80;
    std::string target;                             // path and query, at least "/"
    [[nodiscard]] std::string origin() const;       // "http://127.0.0.1:8080"
    [[nodiscard]] std::string hostAndPort() const;  // "127.0.0.1:8080", "[::1]:8080"
};

// Accepts "host:port/path" too (http is assumed, as curl does). Anything but http and https is refused.
Result<Url> parseUrl(std::string_view text);

enum class HostScope { Loopback, Private, Public };
// By literal address or the names localhost and *.localhost; any other name is Public until it is resolved.
HostScope scopeOfHost(std::string_view host);

}  // namespace leaktide
