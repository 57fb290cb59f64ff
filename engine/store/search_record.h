// The search for the highest rate that holds: every step with its numbers, and how it ended. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"

namespace leaktide {

struct SearchStep {
    enum class Kind { Step, Confirm };  // Confirm: what was found, once more and for longer
    enum class Outcome { Held, Broke, ClientLimited };

    Kind kind = Kind::Step;
    double rate = 0;   // per second, asked for
    double fromS = 0;  // the part that is judged
    double toS = 0;
    std::uint64_t due = 0;
    std::uint64_t results = 0;
    double reached = 0;        // results per second
    std::optional<Nanos> p50;  // response time; unset: no valid answer
    std::optional<Nanos> p99;
    double errorShare = 0;    // of the results
    double droppedShare = 0;  // due in this step and not sent in it, of what was due
    double lateShare = 0;     // of the results
    Outcome outcome = Outcome::Broke;
    std::string why;  // what broke: "p99<50ms: 61.2 ms"; empty when all held
};
std::string_view nameOf(SearchStep::Kind kind);        // "step", "confirm"
std::string_view nameOf(SearchStep::Outcome outcome);  // "held", "broke", "client_limited"

enum class SearchEnd {
    Running,
    Found,
    HighestAllowed,  // the rate the search was to go up to holds
    ClientLimit,     // above what was found this client is the limit, not the target
    NoneHeld,        // not even the lowest rate
    Cut,             // the run ended before the search did
};
std::string_view nameOf(SearchEnd end);  // "running", "found", "highest_allowed", …

struct SearchRecord {
    std::vector<SearchStep> steps;
    std::optional<double> found;  // per second
    SearchEnd end = SearchEnd::Running;
};

std::string sentenceOf(const SearchStep& step);      // "400/s: broke, p99<50ms: 61.2 ms"
std::string sentenceOf(const SearchRecord& search);  // "the highest rate at which all budgets hold is 380/s"

}  // namespace leaktide
