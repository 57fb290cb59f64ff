// Secrets never reach a file, a log or a screen: values of well-known headers, URL user info and query keys
// become "***".
#pragma once

#include <string>
#include <string_view>

namespace leaktide {

// Authorization, Proxy-Authorization, Cookie, Set-Cookie, X-Api-Key, X-Csrf-Token, X-Leaktide-Token and names
// that hold "token", "secret" or "password" (any case).
bool isSecretHeader(std::string_view name);
// "Authorization: Bearer abc" -> "Authorization: ***"; other headers as they are.
std::string redactHeader(std::string_view headerLine);
// "http://me:pw@host/x?token=1&a=2" -> "http://***@host/x?token=***&a=2".
std::string redactUrl(std::string_view url);

}  // namespace leaktide
