// A profile as plain data: stacks with numbers. Names instead of ids, so that two profiles can be compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide {

struct ProfileValueType {
    std::string type;  // "inuse_space"
    std::string unit;  // "bytes", "count"
    bool operator==(const ProfileValueType&) const = default;
};

// A function on a stack. Inlined calls are frames of their own.
struct ProfileFrame {
    std::uint32_t function = 0;  // index into StackProfile::functions
    std::uint32_t file = 0;      // index into StackProfile::files
    std::int64_t line = 0;
    bool inlined = false;  // into the frame that follows
};

enum class SampleSide { After, Before };

struct ProfileSample {
    std::vector<ProfileFrame> stack;   // leaf first
    std::vector<std::int64_t> values;  // one a type; negative on the Before side of a difference
    SampleSide side = SampleSide::After;
};

struct StackProfile {
    std::vector<ProfileValueType> types;  // at least one
    std::size_t defaultType = 0;
    std::vector<std::string> functions;  // distinct
    std::vector<std::string> files;      // distinct
    std::vector<ProfileSample> samples;
    std::string binary;          // name of the main binary, without its folder; may be empty
    std::int64_t period = 0;     // heap: mean bytes between sampled allocations; 0 unknown
    std::string periodUnit;      // "bytes"
    std::int64_t timeNanos = 0;  // since 1970; 0 unknown
};

// The index of a type by name; unset when there is none.
std::optional<std::size_t> findValueType(const StackProfile& profile, std::string_view type);

}  // namespace leaktide
