// What every fuzz program has in common: its input as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leaktide::fuzz {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

}  // namespace leaktide::fuzz
