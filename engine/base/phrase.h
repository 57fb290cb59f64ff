// A sentence as data: an English pattern with %1 … %9 and the phrases that go in. Files and terminals write
// it in English; a window words it in its reader's language, with the pattern as the key of the translation.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide {

struct Phrase {
    std::string pattern;        // without parts: the text as it is, a "%1" in it included
    std::vector<Phrase> parts;  // at most nine

    Phrase() = default;
    Phrase(std::string text) : pattern(std::move(text)) {}  // NOLINT: a text is a phrase
    Phrase(const char* text) : pattern(text) {}             // NOLINT
    Phrase(std::string patternText, std::vector<Phrase> goesIn)
        : pattern(std::move(patternText)), parts(std::move(goesIn)) {}
    bool operator==(const Phrase&) const = default;
};

// Sentences, one after the other.
using Phrases = std::vector<Phrase>;

inline Phrases together(Phrases first, const Phrases& then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
}

// A pattern in another language; the pattern itself where there is no translation.
using Wording = std::function<std::string(const std::string& pattern)>;

std::string worded(const Phrase& phrase, const Wording& wording);
std::string english(const Phrase& phrase);
std::string english(const Phrases& phrases, std::string_view between = " ");

}  // namespace leaktide
