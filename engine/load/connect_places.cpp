#include "engine/load/connect_places.h"

#include <algorithm>
#include <charconv>

#include "engine/base/text.h"

namespace leaktide {

namespace {

// At the colons that are not inside the brackets of an IPv6 address.
std::vector<std::string> splitAtColons(const std::string& text) {
    std::vector<std::string> parts(1);
    bool inBrackets = false;
    for (const char c : text) {
        inBrackets = c == '[' || (inBrackets && c != ']');
        if (c == ':' && !inBrackets) {
            parts.emplace_back();
        } else if (c != '[' && c != ']') {
            parts.back() += c;
        }
    }
    return parts;
}

std::uint16_t portOf(const std::string& text, std::uint16_t otherwise) {
    std::uint16_t port = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

}  // namespace

Place redirected(Place place, const std::vector<std::string>& rules) {
    for (const std::string& rule : rules) {
        const auto parts = splitAtColons(rule);
        if (parts.size() != 4) {
            continue;
        }
        const bool hostFits = parts[0].empty() || equalsIgnoreCase(parts[0], place.host);
        const bool portFits = parts[1].empty() || portOf(parts[1], 0) == place.port;
        if (hostFits && portFits) {
            return {parts[2].empty() ? place.host : parts[2], portOf(parts[3], place.port)};
        }
    }
    return place;
}

std::vector<Place> placesToConnectTo(const std::vector<PreparedRequest>& requests,
                                     const ConnectionPlan& connection) {
    if (!connection.unixSocket.empty()) {
        return {};
    }
    if (!connection.proxy.empty()) {
        const auto proxy = parseUrl(connection.proxy);
        return proxy ? std::vector<Place>{{proxy->host, proxy->port}} : std::vector<Place>{};
    }
    std::vector<Place> places;
    for (const PreparedRequest& request : requests) {
        Place place = redirected({request.url.host, request.url.port}, connection.connectTo);
        if (std::find(places.begin(), places.end(), place) == places.end()) {
            places.push_back(std::move(place));
        }
    }
    return places;
}

}  // namespace leaktide
