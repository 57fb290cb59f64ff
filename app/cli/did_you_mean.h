// The word a person most likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leaktide::app {

// The word of `known` with the fewest edits (insert, delete, replace, swap neighbours) from `typed`; empty
// when none is near: more than two edits, or more than a third of the word.
std::string nearestWord(std::string_view typed, const std::vector<std::string>& known);

}  // namespace leaktide::app
