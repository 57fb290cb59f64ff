// The views behind a verdict as JSON and back: in reports, for `judge --details`, and in the run file.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/trend/view_detail.h"

namespace leaktide {

nlohmann::ordered_json detailsJson(const std::vector<ViewDetail>& details);
// Unset: the text is not what was written.
std::optional<std::vector<ViewDetail>> detailsFromJson(const std::string& text);

}  // namespace leaktide
