// The profiles a run kept, and what two of them say of a signal that grew.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/phrase.h"

namespace leaktide {

struct RecordedProfile {
    std::string mark;                          // "baseline", "after_cycle_1", "growing_tasks", "by_hand_1"
    double tS = 0;                             // since the run began
    std::string kind;                          // as the target names it: "heap", "goroutine", "tasks"
    std::shared_ptr<const std::string> bytes;  // as the target sent them; shared, as records are copied
};

// A stack on which more is kept than before.
struct GrownStack {
    std::vector<std::string> frames;  // leaf first: "main.worker (main.go:39)"
    double growth = 0;                // bytes or items
    double share = 0;                 // of the net growth; several may add up to more than 1
    bool operator==(const GrownStack&) const = default;
};

struct ProfileEvidence {
    Phrases said;        // "1,204 of 1,231 new tasks wait in main.worker (main.go:39)."
    std::string kind;    // of the profile
    std::string type;    // of its numbers: "inuse_space"
    std::string unit;    // "bytes", "count"
    std::string before;  // the two marks
    std::string after;
    double growth = 0;               // of the profile, net, from mark to mark
    std::optional<double> measured;  // of the signal itself, between the same marks
    std::vector<GrownStack> stacks;  // the first few, largest growth first
    bool operator==(const ProfileEvidence&) const = default;
};

}  // namespace leaktide
