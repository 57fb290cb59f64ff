// What is said about which request a signal grows with.
#pragma once

#include <string>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/trend/endpoint_growth.h"

namespace leaktide {

// "`POST /orders`: 1.00 tasks per request (0.98 to 1.02)." "The other 3 requests: none."
Phrases endpointSentences(const EndpointFinding& finding, const std::vector<std::string>& names,
                          const SignalSpec& spec);
// Where nothing could be found out: too few readings, or counts that moved together.
Phrases endpointsNotTold();

}  // namespace leaktide
