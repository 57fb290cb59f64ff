// Every sentence that is said about a signal or a run, in English; the pattern is the key of its translation
// (resources/translations). Also the nouns and units that go into them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/measure/signal.h"
#include "engine/trend/counter.h"

namespace leaktide {

enum class Say {
    // A verdict.
    TooFewReadings,
    NoGrowth,
    NoGrowthAbove,
    GrowingTold,
    GrowingNotTold,
    GrewThenStopped,
    MovedWithLoad,
    GrewAndGaveBack,
    LoadKeptChanging,
    UndecidedNoDrain,
    UndecidedFewReadings,
    UndecidedKept,
    UndecidedNoise,
    UndecidedWarmUp,
    RunLonger,
    LeakFound,
    NotShown,
    NotShownNamed,
    NoRequestsInFile,
    // Doubts about a leak.
    StillGivenBack,
    NotCollectedSince,
    NeverCollectedLate,
    SeldomCollectedLate,
    RssHoldsGarbage,
    // Beside a verdict.
    LeftAtRest,
    LimitReached,
    LimitReachedIn,
    KeptByAllocator,
    FollowsHeap,
    RssDidNotGrow,
    RssTooFew,
    DrainsClimb,
    DrainsComeBack,
    DrainsStoodAt,
    SameAsTime,
    EndpointGrows,
    GrowsWhateverIsSent,
    EndpointUndecided,
    OtherNone,
    OthersNone,
    NoEndpointNamed,
    EndpointsNotTold,
    // About the run.
    GrowthWithdrawn,
    LoadGoesOn,
    LoadTooShort,
    LoadSees,
    DrainTooShort,
    NoEndpointAsked,
    NoEndpointYet,
    // Parts of sentences.
    AllKept,
    PartKept,
    SlopePerCount,
    SlopeAndNoun,
    SlopeWithRange,
    AmountOfNoun,
    Percent,
    Seconds,
    Minutes,
    Hours,
    Days,
};

// With the parts that stand for its %1, %2, …
Phrase say(Say what, std::vector<Phrase> parts = {});
Phrase nounOf(const SignalSpec& spec, double count);  // "task", "tasks"
// "14.0 s", "6 min 40 s", "2 h 05 min", "12 days"; nothing is further away than a century.
Phrase durationOf(double seconds);
// All of them and all nouns: what a translation must know.
std::vector<std::string> allPatterns();

}  // namespace leaktide
