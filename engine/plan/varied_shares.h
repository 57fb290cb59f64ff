// How a load is varied so that it shows which of its requests leaks: it is cut into stretches of equal
// length, and each request is sent at 8/5 or at 2/5 of its usual rate in a stretch, by a pattern of its own.
// The patterns are columns of a Walsh matrix, so that each is independent of every other, of the sum of all,
// and of anything that drifts like time or its square. Pure.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/plan/plan.h"

namespace leaktide {

constexpr std::size_t SharePatterns = 16;  // so many requests can be told apart
constexpr std::size_t ShareStretches = 32;
constexpr Nanos ShortestVariedLoad = std::chrono::seconds(16);

// Whether the `pattern`-th request (from 0) is sent more often than usual in this stretch.
bool sentMoreOften(std::size_t pattern, std::size_t stretch);

// The plan with a stage for each stretch, its usual rates kept on the average; the plan itself where it does
// not ask for that, or has such stages already.
Plan withVariedShares(Plan plan);

}  // namespace leaktide
