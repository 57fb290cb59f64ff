#include "engine/measure/budget_check.h"

#include <algorithm>

namespace leaktide {

namespace {

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? std::nullopt : std::optional(static_cast<double>(part) / static_cast<double>(whole));
}

std::optional<double> timeOf(const Budget& budget, const Histogram& times) {
    if (times.count() == 0) {
        return std::nullopt;
    }
    return budget.statistic == Budget::Statistic::Mean
               ? times.meanNs()
               : static_cast<double>(times.quantile(budget.quantile).count());
}

std::optional<double> valueOf(const Budget& budget, const LoadInterval& measured, double seconds) {
    const LoadCounters& counters = measured.counters;
    switch (budget.figure) {
        case Budget::Figure::ResponseTime:
            return timeOf(budget, measured.responseTime);
        case Budget::Figure::ServiceTime:
            return timeOf(budget, measured.serviceTime);
        case Budget::Figure::ErrorShare:
            return share(counters.httpErrors + counters.failed, counters.requests);
        case Budget::Figure::DroppedShare:
            return share(counters.dropped, counters.requests + counters.dropped);
        case Budget::Figure::LateShare:
            return share(counters.late, counters.requests);
        case Budget::Figure::Rate:
            return seconds > 0 ? std::optional(static_cast<double>(counters.requests) / seconds)
                               : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

BudgetResult checkBudget(const Budget& budget, const LoadInterval& measured, double seconds) {
    const auto value = valueOf(budget, measured, seconds);
    return {budget, value, value && budget.allows(*value)};
}

std::vector<BudgetResult> checkBudgets(const std::vector<Budget>& budgets, const LoadInterval& measured,
                                       double seconds) {
    std::vector<BudgetResult> results;
    results.reserve(budgets.size());
    for (const Budget& budget : budgets) {
        results.push_back(checkBudget(budget, measured, seconds));
    }
    return results;
}

bool allHeld(const std::vector<BudgetResult>& results) {
    return std::all_of(results.begin(), results.end(), [](const BudgetResult& one) { return one.held; });
}

std::string sentenceOf(const BudgetResult& result) {
    return result.budget.text + ": " +
           (result.value ? describeValue(result.budget, *result.value) : std::string("not measured"));
}

}  // namespace leaktide
