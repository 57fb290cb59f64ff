// Finds the end of a request head in the bytes that came so far. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace leaktide::target {

enum class HeadState { Incomplete, Complete, BareLineFeed };

struct HeadScan {
    HeadState state = HeadState::Incomplete;
    std::size_t size = 0;  // of a complete head, its empty line included
};

// `from`: bytes that an earlier scan has seen already.
HeadScan scanHead(std::string_view bytes, std::size_t from);

}  // namespace leaktide::target
