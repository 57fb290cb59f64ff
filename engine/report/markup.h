// Text made safe inside HTML, SVG and XML.
#pragma once

#include <string>
#include <string_view>

namespace leaktide {

// & < > " ' become entities; control characters that XML 1.0 forbids become U+FFFD.
std::string escapeMarkup(std::string_view text);

}  // namespace leaktide
