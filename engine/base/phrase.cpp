#include "engine/base/phrase.h"

namespace leaktide {
namespace {

bool isPlace(const std::string& pattern, std::size_t at) {
    return pattern[at] == '%' && at + 1 < pattern.size() && pattern[at + 1] >= '1' && pattern[at + 1] <= '9';
}

}  // namespace

std::string worded(const Phrase& phrase, const Wording& wording) {
    const std::string pattern = wording(phrase.pattern);
    if (phrase.parts.empty()) {
        return pattern;
    }
    std::string text;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (!isPlace(pattern, at)) {
            text += pattern[at];
            continue;
        }
        ++at;
        const auto part = static_cast<std::size_t>(pattern[at] - '1');
        text += part < phrase.parts.size() ? worded(phrase.parts[part], wording) : std::string();
    }
    return text;
}

std::string english(const Phrase& phrase) {
    return worded(phrase, [](const std::string& pattern) { return pattern; });
}

std::string english(const Phrases& phrases, std::string_view between) {
    std::string text;
    for (const Phrase& phrase : phrases) {
        text.append(text.empty() ? "" : between).append(english(phrase));
    }
    return text;
}

}  // namespace leaktide
