#include "engine/trend/verdict.h"

#include <array>

namespace leaktide {
namespace {

struct Words {
    Verdict verdict;
    std::string_view word;
    std::string_view label;
};

constexpr std::array<Words, 11> AllWords{{
    {Verdict::WarmingUp, "warming_up", "warming up"},
    {Verdict::Stable, "stable", "stable"},
    {Verdict::Growing, "growing", "growing"},
    {Verdict::Plateaued, "plateaued", "plateaued"},
    {Verdict::Released, "released", "released"},
    {Verdict::Inconclusive, "inconclusive", "inconclusive"},
    {Verdict::GrowingUndecided, "growing_undecided", "growing, undecided"},
    {Verdict::Leak, "leak", "leak"},
    {Verdict::KeptByAllocator, "kept_by_allocator", "kept by the allocator"},
    {Verdict::FollowsHeap, "follows_heap", "follows the heap"},
    {Verdict::NotMeasured, "not_measured", "not measured"},
}};

const Words& wordsOf(Verdict verdict) {
    for (const Words& words : AllWords) {
        if (words.verdict == verdict) {
            return words;
        }
    }
    return AllWords.back();
}

}  // namespace

std::string_view wordOf(Verdict verdict) {
    return wordsOf(verdict).word;
}

std::string_view labelOf(Verdict verdict) {
    return wordsOf(verdict).label;
}

std::optional<Verdict> verdictFromWord(std::string_view word) {
    for (const Words& words : AllWords) {
        if (words.word == word) {
            return words.verdict;
        }
    }
    return std::nullopt;
}

}  // namespace leaktide
