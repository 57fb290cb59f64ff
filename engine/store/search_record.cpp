#include "engine/store/search_record.h"

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string perSecond(double rate) {
    return (rate >= 1000 ? formatCount(static_cast<std::uint64_t>(rate + 0.5)) : formatSignificant(rate)) +
           "/s";
}

}  // namespace

std::string_view nameOf(SearchStep::Kind kind) {
    return kind == SearchStep::Kind::Step ? "step" : "confirm";
}

std::string_view nameOf(SearchStep::Outcome outcome) {
    switch (outcome) {
        case SearchStep::Outcome::Held:
            return "held";
        case SearchStep::Outcome::Broke:
            return "broke";
        case SearchStep::Outcome::ClientLimited:
            return "client_limited";
    }
    return "broke";
}

std::string_view nameOf(SearchEnd end) {
    switch (end) {
        case SearchEnd::Running:
            return "running";
        case SearchEnd::Found:
            return "found";
        case SearchEnd::HighestAllowed:
            return "highest_allowed";
        case SearchEnd::ClientLimit:
            return "client_limit";
        case SearchEnd::NoneHeld:
            return "none_held";
        case SearchEnd::Cut:
            return "cut";
    }
    return "cut";
}

std::string sentenceOf(const SearchStep& step) {
    const std::string rate =
        perSecond(step.rate) + (step.kind == SearchStep::Kind::Confirm ? " measured once more" : "");
    switch (step.outcome) {
        case SearchStep::Outcome::Held:
            return rate + ": held" + (step.p99 ? ", p99 " + formatDuration(*step.p99) : std::string());
        case SearchStep::Outcome::Broke:
            return rate + ": broke, " + step.why;
        case SearchStep::Outcome::ClientLimited:
            return rate + ": the client was the limit, " + step.why;
    }
    return rate;
}

std::string sentenceOf(const SearchRecord& search) {
    const std::string found = perSecond(search.found.value_or(0));
    switch (search.end) {
        case SearchEnd::Running:
            return "the search goes on";
        case SearchEnd::Found:
            return "the highest rate at which all budgets hold is " + found;
        case SearchEnd::HighestAllowed:
            return "all budgets hold at " + found + ", the highest rate that was to be tried";
        case SearchEnd::ClientLimit:
            return search.found ? "all budgets hold at " + found +
                                      "; above it this client was the limit, the target may carry more"
                                : "this client was the limit even at the lowest rate";
        case SearchEnd::NoneHeld:
            return "no rate held: even the lowest one breaks a budget";
        case SearchEnd::Cut:
            return "the search was cut short, no rate was confirmed";
    }
    return {};
}

}  // namespace leaktide
