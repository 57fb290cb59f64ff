// The words of a plan's enums in JSON. In the order of the enumerators.
#pragma once

#include <array>
#include <string_view>

namespace leaktide {

inline constexpr std::array<std::string_view, 3> LoadModelWords{"closed", "constant_rate", "stages"};
inline constexpr std::array<std::string_view, 3> ExchangeWords{"auto", "curl", "direct"};
inline constexpr std::array<std::string_view, 2> ArrivalsWords{"even", "poisson"};
inline constexpr std::array<std::string_view, 2> HttpVersionWords{"1.1", "2"};
inline constexpr std::array<std::string_view, 4> ProbeModeWords{"auto", "url", "none", "pid"};
inline constexpr std::array<std::string_view, 4> MisbehaviourWords{"leave_after_time", "leave_after_bytes",
                                                                   "stop_sending", "read_slowly"};
inline constexpr std::array<std::string_view, 2> DataOrderWords{"in_turn", "random"};

}  // namespace leaktide
