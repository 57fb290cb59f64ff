// Sums that wrap around instead of being undefined: the numbers of a profile come from a peer.
#pragma once

#include <cstdint>

namespace leaktide {

inline std::int64_t wrappingSum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

inline std::int64_t negated(std::int64_t value) {
    return static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(value));
}

// The smallest number stays as it is.
inline std::int64_t magnitude(std::int64_t value) {
    return value < 0 ? negated(value) : value;
}

}  // namespace leaktide
