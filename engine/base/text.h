// Numbers to text and back, the same in every locale (std::to_chars / std::from_chars, never printf or stod).
// Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/units.h"

namespace leaktide {

// Shortest form that reads back as the same double: "0.02", "1e-07". NaN and infinities give "".
std::string formatExact(double value);
// Fixed point with `decimals` digits: formatFixed(1.5, 2) == "1.50".
std::string formatFixed(double value, int decimals);
// Rounded to `digits` significant digits, plain notation: 0.01999 -> "0.0200".
std::string formatSignificant(double value, int digits = 3);
// 1234567 -> "1,234,567".
std::string formatCount(std::uint64_t value);
// Bytes in binary steps: "512 B", "3.4 KiB", "-1.2 MiB".
std::string formatBytes(double bytes);
// A duration a person reads: "830 ns", "1.20 ms", "14.0 s", "2 min 05 s", "1 h 02 min".
std::string formatDuration(Nanos duration);

// "250us", "30s", "5m", "1h30m", "1.5s"; a bare number is seconds. Must be >= 0.
Result<Nanos> parseDuration(std::string_view text);
// "2000", "10k", "1.5m" (SI: k = 10^3, m = M = 10^6, g = G = 10^9). Must be a whole number in the end.
Result<std::uint64_t> parseCount(std::string_view text);
// "2000", "1.75", "300/1m", "10k": requests per second unless a period is named. Exact.
Result<Rate> parseRate(std::string_view text);
// A plain decimal number, whole text, any locale.
std::optional<double> parseDouble(std::string_view text);

// Control characters become "\x1b", invalid UTF-8 becomes U+FFFD, cut at `maxBytes` with "…":
// for text that came from a peer and goes to a terminal, a log or a table.
std::string printable(std::string_view text, std::size_t maxBytes = 200);

std::string_view trim(std::string_view text);
bool equalsIgnoreCase(std::string_view a, std::string_view b);

}  // namespace leaktide
