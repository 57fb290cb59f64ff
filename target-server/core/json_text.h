// JSON documents to text, appended to what is there. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace leaktide::target {

// What dump() says, without the buffers and the look at the locale that each dump() costs.
void appendJson(std::string& out, const nlohmann::json& document);

}  // namespace leaktide::target
