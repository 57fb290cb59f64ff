#include "engine/run/run_words.h"

#include <array>
#include <utility>

#include "engine/base/phrase_table.h"

namespace leaktide {

namespace {

using Entry = std::pair<RunSay, const char*>;

constexpr PhraseTable Patterns{std::array{
    Entry{RunSay::Restarted, "the target restarted; its series begin anew"},
    Entry{RunSay::ReadingFailed, "a reading failed: %1"},
    Entry{RunSay::RateSet, "rate set to %1 per second"},
    Entry{RunSay::RateIsSearched, "the rate stays as it is: the search sets it"},
    Entry{RunSay::NoRateToChange,
          "the rate stays as it is: only a load with a constant rate has one to change"},
    Entry{RunSay::ClientLimitPassed, "this client is not the limit any more"},
    Entry{RunSay::ProfilesTaken, "profiles taken as %1: %2"},
    Entry{RunSay::ProfilesFailed, "profiles of %1: %2"},
}};

}  // namespace

Phrase runSay(RunSay what, std::vector<Phrase> parts) {
    return Patterns.say(what, std::move(parts));
}

std::vector<std::string> runPatterns() {
    return Patterns.patterns();
}

}  // namespace leaktide
