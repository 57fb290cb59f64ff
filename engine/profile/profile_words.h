// Every sentence that is said about the difference of two profiles, in English; the pattern is the key of its
// translation (resources/translations).
#pragma once

#include <string>
#include <vector>

#include "engine/base/phrase.h"

namespace leaktide {

enum class ProfileSay {
    NoMore,
    TooCoarse,
    AllocatedIn,
    AreAllocatedIn,
    WaitIn,
    AreIn,
    UnknownPlace,
    AccountFor,
};

Phrase profileSay(ProfileSay what, std::vector<Phrase> parts = {});
// All of them and the nouns that go in: what a translation must know.
std::vector<std::string> profilePatterns();

}  // namespace leaktide
