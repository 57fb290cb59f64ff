// The rules a plan must obey. Every mistake is found at once, each with its path.
#pragma once

#include <string>
#include <vector>

#include "engine/plan/plan.h"

namespace leaktide {

struct PlanMistake {
    std::string path;     // "load.stages[1].rate"
    std::string message;  // "must be > 0"
    bool operator==(const PlanMistake&) const = default;
};

std::vector<PlanMistake> findMistakes(const Plan& plan);

// All mistakes in one line: "load.rate: must be > 0; requests[0].url: …". Empty when there are none.
std::string joinMistakes(const std::vector<PlanMistake>& mistakes);

}  // namespace leaktide
