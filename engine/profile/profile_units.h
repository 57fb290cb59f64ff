// Numbers of a profile as `go tool pprof` writes them, so that both can be compared to the last digit.
// Source: github.com/google/pprof, internal/measurement (Apache License 2.0); the rules, not the code.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leaktide {

struct ScaledValue {
    double value = 0;
    std::string unit;  // "kB", "ms"; empty for counts
};

// To a unit, or to the largest in which the value is at least 1 ("minimum").
ScaledValue scaleProfileValue(std::int64_t value, std::string_view fromUnit, std::string_view toUnit);
// "1.50MB", "12", "0".
std::string formatProfileValue(std::int64_t value, std::string_view fromUnit, std::string_view toUnit);
// "  100%", " 5.43%", " 0.97%": always positive, at least six characters.
std::string formatProfileShare(std::int64_t value, std::int64_t total);

}  // namespace leaktide
