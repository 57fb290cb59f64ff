// JSON that a peer sent, read with bounds: nesting costs a parser many times what it costs the sender.
// Pure; thread-safe.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

namespace leaktide {

inline constexpr std::size_t MostJsonBytes = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t MostJsonDepth = 64;

// A discarded value (is_discarded()) where the text is no JSON, or larger or deeper than is read.
nlohmann::json parseBoundedJson(std::string_view text);

}  // namespace leaktide
