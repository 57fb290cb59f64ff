// Finds the target's addresses once, before the run, so that neither a request nor the end of the program
// ever waits for a resolver.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"
#include "engine/plan/url.h"

namespace leaktide {

// Numeric addresses, IPv6 ones in brackets, in the system's order of preference. Error (Unreachable) when the
// name is unknown or nothing answered within `atMost`; the resolver is then left behind, not waited for.
Result<std::vector<std::string>> resolveHost(const std::string& host, Nanos atMost);

// "host:port:address,address" for CURLOPT_RESOLVE.
std::string pinnedEntry(const Url& url, const std::vector<std::string>& addresses);

}  // namespace leaktide
