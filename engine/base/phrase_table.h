// English patterns by what they say: the one place of each room where its sentences stand. Pure.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/phrase.h"

namespace leaktide {

template <typename Key, std::size_t N>
struct PhraseTable {
    std::array<std::pair<Key, const char*>, N> entries;

    [[nodiscard]] Phrase say(Key what, std::vector<Phrase> parts) const {
        for (const auto& [key, pattern] : entries) {
            if (key == what) {
                return {pattern, std::move(parts)};
            }
        }
        return {};
    }
    // What a translation must know.
    [[nodiscard]] std::vector<std::string> patterns() const {
        std::vector<std::string> all;
        for (const auto& entry : entries) {
            all.emplace_back(entry.second);
        }
        return all;
    }
};

template <typename Key, std::size_t N>
PhraseTable(std::array<std::pair<Key, const char*>, N>) -> PhraseTable<Key, N>;

}  // namespace leaktide
