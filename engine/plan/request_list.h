// Files that list requests: targets as vegeta reads them ("POST http://…", headers, @body file; a blank line
// between two), and plain lists of URLs, each perhaps with a weight. Pure; body files are only named.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

struct ListedRequest {
    RequestSpec request;
    std::string bodyFile;  // empty: none
};

// An error names the line.
Result<std::vector<ListedRequest>> parseTargets(std::string_view text);
Result<std::vector<ListedRequest>> parseUrls(std::string_view text);  // "URL" or "URL WEIGHT"

}  // namespace leaktide
