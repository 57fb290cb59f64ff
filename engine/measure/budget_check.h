// Holds budgets against what was measured. Pure.
#pragma once

#include <optional>
#include <vector>

#include "engine/measure/load_interval.h"
#include "engine/plan/budget.h"

namespace leaktide {

struct BudgetResult {
    Budget budget;
    std::optional<double> value;  // unset: nothing was measured, which never passes
    bool held = false;
};

// `seconds` is how long the interval lasted.
BudgetResult checkBudget(const Budget& budget, const LoadInterval& measured, double seconds);
std::vector<BudgetResult> checkBudgets(const std::vector<Budget>& budgets, const LoadInterval& measured,
                                       double seconds);
bool allHeld(const std::vector<BudgetResult>& results);

// "p99<50ms: 48.2 ms", "errors<1%: not measured"
std::string sentenceOf(const BudgetResult& result);

}  // namespace leaktide
