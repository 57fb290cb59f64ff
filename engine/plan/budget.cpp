#include "engine/plan/budget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "engine/base/text.h"

namespace leaktide {

namespace {

using Figure = Budget::Figure;
using Statistic = Budget::Statistic;
using Comparison = Budget::Comparison;

constexpr std::string_view ServicePrefix = "service_";
constexpr double NanosPerMilli = 1e6;

struct Sign {
    std::string_view text;
    Comparison comparison;
};
// The longer ones first.
constexpr std::array<Sign, 4> Signs{{{"<=", Comparison::LessOrEqual},
                                     {">=", Comparison::MoreOrEqual},
                                     {"<", Comparison::Less},
                                     {">", Comparison::More}}};

Error notABudget(std::string_view text, const std::string& why) {
    return {ErrorKind::InvalidInput, "'" + printable(text, 60) + "' " + why};
}

// "p99", "p99.9", "p(95)", "med", "max", "mean", "avg"; false: none of them.
bool readStatistic(std::string_view word, Budget& into) {
    into.statistic = word == "mean" || word == "avg" ? Statistic::Mean : Statistic::Quantile;
    if (into.statistic == Statistic::Mean) {
        return true;
    }
    if (word == "max" || word == "med") {
        into.quantile = word == "max" ? 1 : 0.5;
        return true;
    }
    if (word.empty() || word.front() != 'p') {
        return false;
    }
    word.remove_prefix(1);
    if (word.size() > 2 && word.front() == '(' && word.back() == ')') {
        word = word.substr(1, word.size() - 2);
    }
    const bool number =
        std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    const auto percent = number ? parseDouble(word) : std::nullopt;
    into.quantile = percent.value_or(0) / 100;
    return percent && *percent > 0 && *percent <= 100;
}

bool readFigure(std::string_view word, Budget& into) {
    static constexpr std::array<std::pair<std::string_view, Figure>, 4> Words{
        {{"errors", Figure::ErrorShare},
         {"dropped", Figure::DroppedShare},
         {"late", Figure::LateShare},
         {"rate", Figure::Rate}}};
    for (const auto& [name, figure] : Words) {
        if (word == name) {
            into.figure = figure;
            return true;
        }
    }
    const bool service = word.substr(0, ServicePrefix.size()) == ServicePrefix;
    into.figure = service ? Figure::ServiceTime : Figure::ResponseTime;
    return readStatistic(service ? word.substr(ServicePrefix.size()) : word, into);
}

std::optional<double> readShare(std::string_view text) {
    const bool percent = !text.empty() && text.back() == '%';
    const auto number = parseDouble(trim(percent ? text.substr(0, text.size() - 1) : text));
    const double share = number.value_or(-1) / (percent ? 100 : 1);
    return number && share >= 0 && share <= 1 ? std::optional(share) : std::nullopt;
}

std::optional<double> readTime(std::string_view text, std::string_view word) {
    const auto bare = parseDouble(text);
    if (bare && word.find('(') != std::string_view::npos) {
        return *bare * NanosPerMilli;  // k6
    }
    const auto duration = parseDuration(text);
    return duration && !bare ? std::optional(static_cast<double>(duration->count())) : std::nullopt;
}

Status readLimit(std::string_view text, std::string_view word, Budget& into) {
    std::optional<double> limit;
    const char* help = nullptr;
    if (into.isTime()) {
        limit = readTime(text, word);
        help = "needs a time with its unit: p99<50ms, max<1.5s";
    } else if (into.figure == Figure::Rate) {
        const auto rate = parseRate(text);
        limit = rate ? std::optional(rate->perSecond()) : std::nullopt;
        help = "needs a rate: rate>2000";
    } else {
        limit = readShare(text);
        help = "needs a share: errors<1%, dropped<0.001";
    }
    into.limit = limit.value_or(0);
    return limit ? Status() : Status(notABudget(into.text, help));
}

}  // namespace

bool Budget::allows(double value) const {
    switch (comparison) {
        case Comparison::Less:
            return value < limit;
        case Comparison::LessOrEqual:
            return value <= limit;
        case Comparison::More:
            return value > limit;
        case Comparison::MoreOrEqual:
            return value >= limit;
    }
    return false;
}

Result<Budget> parseBudget(std::string_view text) {
    Budget budget;
    for (const char c : text) {
        budget.text += c == ' ' || c == '\t' ? std::string() : std::string(1, c);
    }
    const std::string_view whole = budget.text;
    for (const Sign& sign : Signs) {
        const std::size_t at = whole.find(sign.text);
        if (at == std::string_view::npos) {
            continue;
        }
        budget.comparison = sign.comparison;
        const std::string_view word = whole.substr(0, at);
        if (!readFigure(word, budget)) {
            return notABudget(whole,
                              "begins with no figure (p99, service_p99, mean, max, errors, dropped, "
                              "late, rate)");
        }
        if (Status limit = readLimit(whole.substr(at + sign.text.size()), word, budget); !limit) {
            return limit.error();
        }
        return budget;
    }
    return notABudget(whole, "is not a budget (write p99<50ms or errors<1%)");
}

Result<std::vector<Budget>> parseBudgets(std::string_view text) {
    std::vector<Budget> budgets;
    for (bool more = true; more;) {
        const std::size_t comma = text.find(',');
        auto budget = parseBudget(text.substr(0, comma));
        if (!budget) {
            return budget.error();
        }
        budgets.push_back(std::move(budget).value());
        more = comma != std::string_view::npos;
        text.remove_prefix(more ? comma + 1 : text.size());
    }
    return budgets;
}

std::string joined(const std::vector<Budget>& budgets) {
    std::string text;
    for (const Budget& budget : budgets) {
        text += (text.empty() ? "" : ", ") + budget.text;
    }
    return text;
}

std::string describeValue(const Budget& budget, double value) {
    if (budget.isTime()) {
        return formatDuration(Nanos(std::llround(value)));
    }
    return budget.figure == Figure::Rate ? formatSignificant(value, 4) + "/s"
                                         : formatSignificant(value * 100) + " %";
}

}  // namespace leaktide
