// What a load must hold to pass: "p99<50ms", "errors<1%". Values and their grammar;
// engine/measure/budget_check.h holds them against what was measured.
//
//   p50 … p99.99, mean, max      response time (done - due), with service_ in front service time (done -
//   sent) errors, dropped, late        shares: of the results, of what was due, of the results rate results
//   per second
//
// compared by < <= > >= with a time (50ms, 1.5s), a share (1%, 0.01) or a rate (2000, 300/1m). k6's spelling
// of a time, p(95)<200 in ms, avg and med, is understood too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

struct Budget {
    enum class Figure { ResponseTime, ServiceTime, ErrorShare, DroppedShare, LateShare, Rate };
    enum class Statistic { Quantile, Mean };  // of the two times; the largest is quantile 1
    enum class Comparison { Less, LessOrEqual, More, MoreOrEqual };

    Figure figure = Figure::ResponseTime;
    Statistic statistic = Statistic::Quantile;
    double quantile = 0.99;  // 0..1
    Comparison comparison = Comparison::Less;
    double limit = 0;  // ns, a share 0..1, or results per second
    std::string text;  // as it was written
    bool operator==(const Budget&) const = default;

    [[nodiscard]] bool isTime() const {
        return figure == Figure::ResponseTime || figure == Figure::ServiceTime;
    }
    [[nodiscard]] bool allows(double value) const;
};

// InvalidInput: one sentence that repeats what is wrong.
Result<Budget> parseBudget(std::string_view text);
// Several, with commas between them; at least one.
Result<std::vector<Budget>> parseBudgets(std::string_view text);
std::string joined(const std::vector<Budget>& budgets);  // "p99<50ms, errors<1%"

// A value of the budget's figure for people: "48.2 ms", "0.31 %", "1,980/s".
std::string describeValue(const Budget& budget, double value);

}  // namespace leaktide
