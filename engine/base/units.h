// Units are types. Times are std::chrono on the monotonic clock; a rate is an exact fraction.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace leaktide {

using Nanos = std::chrono::nanoseconds;
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Nanos>;
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

inline double toSeconds(Nanos duration) {
    return std::chrono::duration<double>(duration).count();
}

// `count` events in each `per`: 1.75 a second is {7, 4 s}. Never rounded, so that a schedule is exact.
struct Rate {
    std::uint64_t count = 0;
    Nanos per = std::chrono::seconds(1);

    [[nodiscard]] double perSecond() const { return static_cast<double>(count) / toSeconds(per); }
    bool operator==(const Rate&) const = default;
};

}  // namespace leaktide
