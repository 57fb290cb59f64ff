#include "engine/load/wire_form.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string hostField(const Url& url) {
    const std::string place = url.hostAndPort();
    const bool usualPort = url.port == (url.scheme == "https" ? 443 : 80);
    return usualPort ? place.substr(0, place.rfind(':')) : place;
}

}  // namespace

bool namesHeader(const RequestSpec& spec, std::string_view header) {
    return std::any_of(spec.headers.begin(), spec.headers.end(),
                       [header](const Header& h) { return equalsIgnoreCase(h.name, header); });
}

bool isIdempotent(std::string_view method) {
    static constexpr std::array<std::string_view, 6> Methods{"GET",    "HEAD",    "PUT",
                                                             "DELETE", "OPTIONS", "TRACE"};
    return std::find(Methods.begin(), Methods.end(), method) != Methods.end();
}

std::array<Header, 3> usualHeaders(const Url& url, std::string_view userAgent) {
    return {{{"Host", hostField(url)}, {"User-Agent", std::string(userAgent)}, {"Accept", "*/*"}}};
}

std::string wireHead(const RequestSpec& spec, const Url& url, std::string_view userAgent, bool keepAlive,
                     std::string_view length) {
    std::string wire = spec.method + " " + url.target + " HTTP/1.1\r\n";
    const auto field = [&wire](std::string_view name, std::string_view value) {
        wire.append(name).append(": ").append(value).append("\r\n");
    };
    const auto usual = [&](std::string_view name, std::string_view value) {
        if (!namesHeader(spec, name)) {
            field(name, value);
        }
    };
    for (const Header& header : usualHeaders(url, userAgent)) {
        usual(header.name, header.value);
    }
    if (!keepAlive) {
        usual("Connection", "close");
    }
    for (const Header& header : spec.headers) {
        field(header.name, header.value);
    }
    if (!spec.body.empty() || spec.method == "POST" || spec.method == "PUT" || spec.method == "PATCH") {
        usual("Content-Length", length);
    }
    if (!spec.body.empty()) {
        usual("Content-Type", "application/x-www-form-urlencoded");
    }
    return wire + "\r\n";
}

}  // namespace leaktide
