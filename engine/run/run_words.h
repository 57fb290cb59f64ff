// What happened on the way of a run, as it stands on the time axis, in English; the pattern is the key of its
// translation (resources/translations).
#pragma once

#include <string>
#include <vector>

#include "engine/base/phrase.h"

namespace leaktide {

enum class RunSay {
    Restarted,
    ReadingFailed,
    RateSet,
    RateIsSearched,
    NoRateToChange,
    ClientLimitPassed,
    ProfilesTaken,
    ProfilesFailed,
};

Phrase runSay(RunSay what, std::vector<Phrase> parts = {});
// All of them: what a translation must know.
std::vector<std::string> runPatterns();

}  // namespace leaktide
