// A plan as JSON (nlohmann_json) and back. Unknown keys are mistakes, with their path.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

enum class Secrets { Keep, Redact };

nlohmann::json planToJson(const Plan& plan, Secrets secrets);
Result<Plan> planFromJson(std::string_view text);

}  // namespace leaktide
