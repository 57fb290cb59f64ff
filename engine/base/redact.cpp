#include "engine/base/redact.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::string_view Stars = "***";

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

bool isSecretWord(std::string_view name) {
    static constexpr std::array parts{"token",  "secret",  "password", "passwd",
                                      "apikey", "api-key", "api_key",  "authorization",
                                      "cookie", "csrf",    "session",  "credential"};
    static constexpr std::array wholes{"key", "sig", "signature", "auth", "pwd", "code"};
    const std::string lower = lowered(name);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return lower.find(part) != std::string::npos; }) ||
           std::find(wholes.begin(), wholes.end(), lower) != wholes.end();
}

std::string redactQuery(std::string_view query) {
    std::string out;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && isSecretWord(pair.substr(0, equals))) {
            out.append(pair.substr(0, equals + 1)).append(Stars);
        } else {
            out.append(pair);
        }
        query.remove_prefix(end);
        if (!query.empty()) {
            out += '&';
            query.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace

bool isSecretHeader(std::string_view name) {
    return isSecretWord(trim(name));
}

std::string redactHeader(std::string_view headerLine) {
    const std::size_t colon = headerLine.find(':');
    if (colon == std::string_view::npos || !isSecretHeader(headerLine.substr(0, colon))) {
        return std::string(headerLine);
    }
    return std::string(headerLine.substr(0, colon)).append(": ").append(Stars);
}

std::string redactUrl(std::string_view url) {
    std::string out;
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) {
        out.append(url.substr(0, scheme + 3));
        url.remove_prefix(scheme + 3);
    }
    const std::size_t authorityEnd = std::min(url.find_first_of("/?#"), url.size());
    const std::size_t at = url.substr(0, authorityEnd).rfind('@');
    if (at != std::string_view::npos) {
        out.append(Stars);
        url.remove_prefix(at);
    }
    const std::size_t query = std::min(url.find('?'), url.size());
    out.append(url.substr(0, query));
    if (query < url.size()) {
        const std::size_t fragment = std::min(url.find('#', query), url.size());
        out.append("?")
            .append(redactQuery(url.substr(query + 1, fragment - query - 1)))
            .append(url.substr(fragment));
    }
    return out;
}

}  // namespace leaktide
