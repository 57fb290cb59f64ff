// The requests that were kept (engine/measure/request_samples.h) as JSON, for reports and the run file, and
// back.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "engine/measure/request_samples.h"
#include "engine/store/safe_text.h"

namespace leaktide {

// A list of objects; times in seconds since the run began. No secret of the plan gets in.
nlohmann::ordered_json samplesToJson(const std::vector<RequestSample>& samples, const SafeText& safe);
// Unset: not what was written.
std::optional<std::vector<RequestSample>> samplesFromJson(const nlohmann::json& list);

}  // namespace leaktide
