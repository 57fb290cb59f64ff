#include "engine/trend/patterns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "engine/base/phrase_table.h"
#include "engine/base/text.h"

namespace leaktide {
namespace {

using Entry = std::pair<Say, const char*>;

constexpr PhraseTable Patterns{std::array{
    Entry{Say::TooFewReadings, "%1 of %2 readings under load; too few to judge."},
    Entry{Say::NoGrowth, "No growth."},
    Entry{Say::NoGrowthAbove, "No growth. A leak above %1 would have shown."},
    Entry{Say::GrowingTold, "Growing by %1 for %2."},
    Entry{Say::GrowingNotTold, "Growing by %1 for %2. Not yet told from a warm-up."},
    Entry{Say::GrewThenStopped, "Grew until %1, then stopped."},
    Entry{Say::MovedWithLoad, "It moved with the load and was back at its level after the drain."},
    Entry{Say::GrewAndGaveBack, "Grew by %1 with the load and gave it back in the drain."},
    Entry{Say::LoadKeptChanging,
          "The load kept changing, so that growth with requests cannot be told from growth with the rate. "
          "Repeat it at a constant rate."},
    Entry{Say::UndecidedNoDrain,
          "Still growing by %1, but without a drain it cannot be told what would have been given back."},
    Entry{Say::UndecidedFewReadings, "Still growing by %1, but there are only %2 readings under load."},
    Entry{Say::UndecidedKept, "Still growing by %1, but %2."},
    Entry{Say::UndecidedNoise, "It may be growing, by %1: too little of it was seen."},
    Entry{Say::UndecidedWarmUp, "Still growing by %1, but a slow warm-up is not excluded."},
    Entry{Say::RunLonger, "Run %1 times longer to decide."},
    Entry{Say::LeakFound,
          "Leak: %1. %2 of %3 stretches ended higher than all before, %4, and a cache that fills would need "
          "more than %5 times this run to look so straight."},
    Entry{Say::NotShown, "The target does not show this signal."},
    Entry{Say::NotShownNamed, "The target does not show %1."},
    Entry{Say::NoRequestsInFile, "There are no requests in the file: growth is told per second."},
    Entry{Say::StillGivenBack, "what was left was still being given back when the drain ended"},
    Entry{Say::NotCollectedSince, "the target has not collected its garbage since the load"},
    Entry{Say::NeverCollectedLate, "the target did not collect its garbage in the second half of the load"},
    Entry{Say::SeldomCollectedLate,
          "the target collected its garbage only once or twice in the second half of the load"},
    Entry{Say::RssHoldsGarbage,
          "resident memory holds garbage too, which the runtime has not collected: load it in two cycles, or "
          "let the target show its heap"},
    Entry{Say::LeftAtRest, "%1 %2 were left with no request in flight, %3 above the level before the load."},
    Entry{Say::LimitReached, "The limit of %1 is reached."},
    Entry{Say::LimitReachedIn, "At this rate the limit of %1 is reached in %2 (%3 to %4)."},
    Entry{Say::KeptByAllocator,
          "RSS grew by %1, heap in use by %2: %3 are kept by the allocator, not by the program."},
    Entry{Say::FollowsHeap,
          "RSS grew by %1, heap in use by %2: it follows the heap, which is judged itself."},
    Entry{Say::RssDidNotGrow, "RSS grew by no more than %1; heap in use is judged itself."},
    Entry{Say::RssTooFew, "Too few readings yet to set RSS against heap in use."},
    Entry{Say::DrainsClimb, "Leak: %1, from drain to drain. After each drain it stood higher: %2."},
    Entry{Say::DrainsComeBack, "It grew with each load and gave it back. After the drains it stood at %1."},
    Entry{Say::DrainsStoodAt, "After the drains it stood at %1."},
    Entry{Say::SameAsTime, "Requests and time went in step, so that this may as well be %1 of load."},
    Entry{Say::EndpointGrows, "%1: %2."},
    Entry{Say::GrowsWhateverIsSent, "%1 come whatever is sent."},
    Entry{Say::EndpointUndecided, "Not decided for %1: %2."},
    Entry{Say::OtherNone, "The other request: none."},
    Entry{Say::OthersNone, "The other %1 requests: none."},
    Entry{Say::NoEndpointNamed, "No single request is to blame beyond doubt: run longer."},
    Entry{Say::EndpointsNotTold,
          "Which request it grows with cannot be told: too few readings, or the requests were not sent as "
          "often as they were meant to be."},
    Entry{Say::GrowthWithdrawn, "%1: growing since %2 s, withdrawn at %3 s"},
    Entry{Say::LoadGoesOn, "a verdict is undecided: the load goes on, %1 times the planned length"},
    Entry{Say::LoadTooShort,
          "the load of %1 is short: by the noise of the baseline a leak of %3 would show in %2 after %4 at "
          "this rate"},
    Entry{Say::LoadSees, "by the noise of the baseline, a leak of %2 would show in %1 after %3 at this rate"},
    Entry{Say::DrainTooShort, "%1 still falls %2 after the load; no more is waited for"},
    Entry{Say::NoEndpointAsked, "no signal leaks: there is no request to name"},
    Entry{Say::NoEndpointYet, "no leak is certain yet, so that no request is named: run longer"},
    Entry{Say::AllKept, "all of it was still there after the drain"},
    Entry{Say::PartKept, "%1 of it was still there after the drain"},
    Entry{Say::SlopePerCount, "%1 per %2"},
    Entry{Say::SlopeAndNoun, "%1 %2 per %3"},
    Entry{Say::SlopeWithRange, "%1 (%2 to %3)"},
    Entry{Say::AmountOfNoun, "%1 %2"},
    Entry{Say::Percent, "%1 %"},
    Entry{Say::Seconds, "%1 s"},
    Entry{Say::Minutes, "%1 min %2 s"},
    Entry{Say::Hours, "%1 h %2 min"},
    Entry{Say::Days, "%1 days"},
}};

std::string two(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

Phrase say(Say what, std::vector<Phrase> parts) {
    return Patterns.say(what, std::move(parts));
}

Phrase nounOf(const SignalSpec& spec, double count) {
    const std::string noun = spec.itemNoun.empty() ? "item" : spec.itemNoun;
    return count == 1 ? noun : noun + "s";
}

Phrase durationOf(double seconds) {
    constexpr double Century = 100.0 * 365 * 86400;
    constexpr std::int64_t LongHours = 48;
    if (seconds < 60) {
        return say(Say::Seconds, {formatSignificant(std::max(0.0, seconds))});
    }
    const auto whole = static_cast<std::int64_t>(std::llround(std::min(seconds, Century)));
    const std::int64_t hours = whole / 3600;
    if (hours >= LongHours) {
        return say(Say::Days, {formatCount(static_cast<std::uint64_t>(hours / 24))});
    }
    return hours > 0 ? say(Say::Hours, {std::to_string(hours), two(whole / 60 % 60)})
                     : say(Say::Minutes, {std::to_string(whole / 60), two(whole % 60)});
}

std::vector<std::string> allPatterns() {
    std::vector<std::string> all = Patterns.patterns();
    std::vector<std::string> nouns{"item"};
    for (const SignalSpec& spec : canonicalSignals()) {
        all.push_back(spec.label);
        if (!spec.itemNoun.empty()) {
            nouns.push_back(spec.itemNoun);
        }
    }
    for (const Counter counter : AllCounters) {
        nouns.emplace_back(nounOf(counter));
    }
    for (const std::string& noun : nouns) {
        all.push_back(noun);
        all.push_back(noun + "s");
    }
    return all;
}

}  // namespace leaktide
