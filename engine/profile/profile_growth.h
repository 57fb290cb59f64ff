// Which stacks grew between two profiles, and one sentence of evidence for a verdict: "1,204 of 1,231 new
// tasks wait in main.worker (main.go:39)". Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/profile/stack_profile.h"

namespace leaktide {

struct StackGrowth {
    std::vector<ProfileFrame> stack;  // leaf first
    std::int64_t growth = 0;          // may be negative: less than before
};

struct ProfileGrowth {
    std::int64_t net = 0;             // growth less shrinkage, over all stacks
    std::vector<StackGrowth> stacks;  // that changed, largest growth first
};

// `difference` as differenceOf() makes it. Stacks are told apart by function and line.
ProfileGrowth growthOf(const StackProfile& difference, std::size_t type);

// Of a runtime or a standard library (Go, C++): not what somebody leaked by themselves.
bool isLibraryFunction(std::string_view name);

// The frame to name to a person: the first from the leaf that is not of a runtime or standard library. Where
// all are, the outermost that is not of the runtime: "net/http.(*persistConn).readLoop" says what it is for.
std::size_t frameToBlame(const StackProfile& profile, const std::vector<ProfileFrame>& stack);

// Growth by the frame to name: stacks that lead to it by different ways are one place.
struct PlaceGrowth {
    std::optional<ProfileFrame> frame;  // unset: a stack without frames
    std::int64_t growth = 0;
};
std::vector<PlaceGrowth> placesOf(const StackProfile& difference,
                                  const ProfileGrowth& growth);  // largest first

// "main.worker (main.go:39)"
std::string describeFrame(const StackProfile& profile, const ProfileFrame& frame);

// "1,204 of 1,231 new tasks wait in main.worker (main.go:39)." Says so when nothing grew, and when the
// sampling of a heap profile is too coarse for what grew.
Phrase growthSentence(const StackProfile& difference, std::size_t type);

}  // namespace leaktide
