#include "engine/profile/profile_words.h"

#include <array>
#include <utility>

#include "engine/base/phrase_table.h"

namespace leaktide {

namespace {

using Entry = std::pair<ProfileSay, const char*>;

constexpr PhraseTable Patterns{std::array{
    Entry{ProfileSay::NoMore, "The profiles show no more %1 than before."},
    Entry{ProfileSay::TooCoarse,
          "The heap profile samples one allocation in %1; its growth of %2 is too small to name a stack."},
    Entry{ProfileSay::AllocatedIn, "%1 of %2 new %3 was allocated in %4."},
    Entry{ProfileSay::AreAllocatedIn, "%1 of %2 new %3 were allocated in %4."},
    Entry{ProfileSay::WaitIn, "%1 of %2 new %3 wait in %4."},
    Entry{ProfileSay::AreIn, "%1 of %2 new %3 are in %4."},
    Entry{ProfileSay::UnknownPlace, "an unknown place"},
    Entry{ProfileSay::AccountFor, "The profiles account for %1 of the %2 measured."},
}};

constexpr std::array Nouns{"heap", "objects", "goroutines", "tasks"};

}  // namespace

Phrase profileSay(ProfileSay what, std::vector<Phrase> parts) {
    return Patterns.say(what, std::move(parts));
}

std::vector<std::string> profilePatterns() {
    std::vector<std::string> all = Patterns.patterns();
    all.insert(all.end(), Nouns.begin(), Nouns.end());
    return all;
}

}  // namespace leaktide
