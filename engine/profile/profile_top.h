// The functions of a profile by what they hold: the table of `go tool pprof -top`, with its rules for what is
// too small to show. For a difference, shares are of the total before. Pure; thread-safe.
// Source of the rules: github.com/google/pprof, internal/graph and internal/report (Apache License 2.0).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/profile/stack_profile.h"

namespace leaktide {

enum class InlineState { No, Partly, Always };

struct TopItem {
    std::string function;
    std::int64_t flat = 0;        // in the function itself
    std::int64_t cumulative = 0;  // in it and all it called
    InlineState inlined = InlineState::No;
};

enum class SmallNodes { Drop, Keep };

struct ProfileTop {
    std::vector<TopItem> items;  // largest |flat| first
    std::int64_t total = 0;      // of which shares are taken
    std::size_t dropped = 0;     // functions too small to show
};

ProfileTop topOf(const StackProfile& profile, std::size_t type, SmallNodes small = SmallNodes::Drop);

// The share of the total below which a function is dropped.
inline constexpr double SmallShare = 0.005;

}  // namespace leaktide
