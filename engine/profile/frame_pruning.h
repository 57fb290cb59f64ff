// Frames that a profile asks to hide: allocator plumbing below the function that called it.
// Source of the rule: drop_frames and keep_frames of profile.proto as github.com/google/pprof reads them,
// profile/prune.go (Apache License 2.0). The patterns are RE2's, matched in time linear to the name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace re2 {
class RE2;
}

namespace leaktide {

class FramePruning {
public:
    FramePruning();
    ~FramePruning();
    FramePruning(const FramePruning&) = delete;
    FramePruning& operator=(const FramePruning&) = delete;

    // An empty `drop` hides nothing, and nor does a pattern that is none: so pprof has it.
    void setPatterns(const std::string& drop, const std::string& keep);

    // How many lines of a location, leaf first, are hidden: `names` of the functions inlined there, an empty
    // one where the function is unknown. To be called once per location; those lines are to be removed
    // unless all are hidden.
    std::size_t hiddenLines(std::uint64_t location, const std::vector<std::string_view>& names);

    // How many locations of a stack, leaf first, are hidden: all below the first match seen from the root,
    // but none while every frame so far matches.
    [[nodiscard]] std::size_t hiddenLocations(const std::vector<std::uint64_t>& stack) const;

private:
    enum class Hides { Itself, Below };

    [[nodiscard]] bool hides(std::string_view function) const;

    std::unique_ptr<re2::RE2> m_drop;  // null: nothing is hidden
    std::unique_ptr<re2::RE2> m_keep;
    std::unordered_map<std::uint64_t, Hides> m_matches;  // by location
};

}  // namespace leaktide
