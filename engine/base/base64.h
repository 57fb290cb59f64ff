// Base64 with padding (RFC 4648, section 4). Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leaktide {

std::string encodeBase64(std::string_view bytes);
// Unset: not base64, or its padding is missing.
std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace leaktide
