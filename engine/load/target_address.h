// Finds the target's addresses once, before the run, so that neither a request nor the end of the program
// ever waits for a resolver.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"

namespace leaktide {

// Numeric addresses, IPv6 ones in brackets, in the system's order of preference. Error (Unreachable) when the
// name is unknown or nothing answered within `atMost`; the resolver is then left behind, not waited for.
Result<std::vector<std::string>> resolveHost(const std::string& host, Nanos atMost);

bool isNumericAddress(const std::string& host);

// Where a connection is made to.
struct Place {
    std::string host;
    std::uint16_t port = 0;
    bool operator==(const Place&) const = default;
};

// "host:port:address,address" for CURLOPT_RESOLVE.
std::string pinnedEntry(const Place& place, const std::vector<std::string>& addresses);

}  // namespace leaktide
