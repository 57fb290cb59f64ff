#include "engine/plan/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <array>
#include <memory>

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(CURLU* url, CURLUPart what, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, what, &text, flags) != CURLUE_OK || text == nullptr) {
        return {};
    }
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return text;
}

Error badUrl(std::string_view text, const std::string& why) {
    return {ErrorKind::InvalidInput, "URL '" + printable(redactUrl(text), 120) + "': " + why};
}

HostScope scopeOfIpv4(std::uint32_t address) {
    const auto within = [address](std::uint32_t net, int bits) {
        return address >> (32 - bits) == net >> (32 - bits);
    };
    if (within(0x7F000000, 8) || address == 0) {
        return HostScope::Loopback;
    }
    const bool isPrivate = within(0x0A000000, 8) || within(0xAC100000, 12) || within(0xC0A80000, 16) ||
                           within(0xA9FE0000, 16) || within(0x64400000, 10);
    return isPrivate ? HostScope::Private : HostScope::Public;
}

HostScope scopeOfIpv6(const std::array<unsigned char, 16>& bytes) {
    const auto zeroUpTo = [&bytes](std::size_t end) {
        for (std::size_t i = 0; i < end; ++i) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    };
    if (zeroUpTo(15) && bytes[15] <= 1) {
        return HostScope::Loopback;
    }
    if (zeroUpTo(10) && bytes[10] == 0xFF && bytes[11] == 0xFF) {
        return scopeOfIpv4(static_cast<std::uint32_t>(bytes[12]) << 24U |
                           static_cast<std::uint32_t>(bytes[13]) << 16U |
                           static_cast<std::uint32_t>(bytes[14]) << 8U | bytes[15]);
    }
    const bool uniqueLocal = (bytes[0] & 0xFEU) == 0xFC;
    const bool linkLocal = bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0x80;
    return uniqueLocal || linkLocal ? HostScope::Private : HostScope::Public;
}

}  // namespace

std::string Url::hostAndPort() const {
    const bool bracketed = host.find(':') != std::string::npos;
    return (bracketed ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string Url::origin() const {
    return scheme + "://" + hostAndPort();
}

Result<Url> parseUrl(std::string_view text) {
    std::string input(trim(text));
    if (input.find("://") == std::string::npos && !input.empty()) {
        input.insert(0, "http://");  // "localhost:9000" has no scheme, though it looks like one
    }
    if (input.empty()) {
        return Error{ErrorKind::InvalidInput, "the URL is empty"};
    }
    const CurlUrl handle(curl_url(), &curl_url_cleanup);
    const CURLUcode code =
        curl_url_set(handle.get(), CURLUPART_URL, input.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
    if (code != CURLUE_OK) {
        return badUrl(input, curl_url_strerror(code));
    }
    Url url;
    url.scheme = part(handle.get(), CURLUPART_SCHEME);
    if (url.scheme != "http" && url.scheme != "https") {
        return badUrl(input, "only http and https can be loaded, not " + printable(url.scheme, 20));
    }
    url.user = part(handle.get(), CURLUPART_USER);
    url.host = part(handle.get(), CURLUPART_HOST);
    if (url.host.size() > 2 && url.host.front() == '[') {
        url.host = url.host.substr(1, url.host.size() - 2);
    }
    const auto port = parseCount(part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT));
    if (!port || *port == 0 || *port > 65535) {
        return badUrl(input, "the port must be from 1 to 65535");
    }
    url.port = static_cast<std::uint16_t>(*port);
    const std::string query = part(handle.get(), CURLUPART_QUERY);
    url.target = part(handle.get(), CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
    return url;
}

HostScope scopeOfHost(std::string_view host) {
    const std::string name(host);
    in_addr four{};
    if (inet_pton(AF_INET, name.c_str(), &four) == 1) {
        return scopeOfIpv4(ntohl(four.s_addr));
    }
    std::array<unsigned char, 16> six{};
    if (inet_pton(AF_INET6, name.c_str(), six.data()) == 1) {
        return scopeOfIpv6(six);
    }
    static constexpr std::string_view suffix = ".localhost";
    const bool local =
        equalsIgnoreCase(host, "localhost") ||
        (host.size() > suffix.size() && equalsIgnoreCase(host.substr(host.size() - suffix.size()), suffix));
    return local ? HostScope::Loopback : HostScope::Public;
}

}  // namespace leaktide
