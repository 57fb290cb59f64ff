// One small request that changes something at the target's debug listener. Blocking, two seconds at most.
#pragma once

#include <string>

#include "engine/base/result.h"

namespace leaktide {

// Sends `body` with method PUT and the token; the error holds the server's own sentence.
Status httpPut(const std::string& url, const std::string& token, const std::string& body);

}  // namespace leaktide
