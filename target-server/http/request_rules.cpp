#include "target-server/http/request_rules.h"

#include <algorithm>

#include "target-server/core/text.h"
#include "target-server/http/bytes.h"

namespace leaktide::target {

namespace {

constexpr std::size_t MostLengthDigits = 18;

bool allDigits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 9110 section 7.2: a host, perhaps a port, and nothing else.
bool isHost(std::string_view value) {
    std::size_t end = 0;
    if (value.starts_with('[')) {
        end = value.find_first_not_of("0123456789abcdefABCDEF:.", 1);
        if (end == std::string_view::npos || end < 3 || value[end] != ']') {
            return false;
        }
        ++end;
    } else {
        end = endOfRun(HostBytes, value, 0);
        if (end == 0) {
            return false;
        }
    }
    const std::string_view port = value.substr(end);
    return port.empty() || port == ":" || (port.front() == ':' && allDigits(port.substr(1)));
}

bool listHas(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (equalsIgnoreCase(trimBlanks(list.substr(0, comma)), token)) {
            return true;
        }
        list.remove_prefix(std::min(list.size(), comma + 1));
    }
    return false;
}

// Goes over the fields once and notes what decides where the request ends and what becomes of the connection.
class FieldRules {
public:
    FieldRules(Request& request, BodyFraming& framing) : m_request(request), m_framing(framing) {}

    std::optional<BadRequest> check() {
        bool close = false;
        bool keep = false;
        for (const Request::Field& field : m_request.fields) {
            std::optional<BadRequest> bad;
            switch (field.name.size()) {  // cheaper than to compare every name with every other
                case 4:
                    bad = is(field, "Host") ? takeHost(field.value) : bad;
                    break;
                case 6:
                    bad = is(field, "Expect") ? takeExpect(field.value) : bad;
                    break;
                case 10:
                    if (is(field, "Connection")) {
                        close = close || listHas(field.value, "close");
                        keep = keep || listHas(field.value, "keep-alive");
                    }
                    break;
                case 14:
                    bad = is(field, "Content-Length") ? takeLength(field.value) : bad;
                    break;
                case 17:
                    bad = is(field, "Transfer-Encoding") ? takeCoding(field.value) : bad;
                    break;
                default:
                    break;
            }
            if (bad) {
                return bad;
            }
        }
        m_request.keepAlive = !close && (m_request.version == 11 || keep);
        if (!m_host && m_request.version == 11) {
            return BadRequest{400, "no Host field"};
        }
        if (m_framing.chunked && (m_length || m_request.version == 10)) {
            return BadRequest{400, "Transfer-Encoding stands beside a Content-Length, or in HTTP/1.0"};
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<std::string_view> host() const { return m_host; }

private:
    static bool is(const Request::Field& field, std::string_view name) {
        return equalsIgnoreCase(field.name, name);
    }

    std::optional<BadRequest> takeHost(std::string_view value) {
        if (m_host) {
            return BadRequest{400, "more than one Host field"};
        }
        m_host = value;
        return isHost(value) ? std::nullopt : std::optional(BadRequest{400, "the Host field names no host"});
    }

    std::optional<BadRequest> takeLength(std::string_view value) {
        if (m_length) {
            return BadRequest{400, "more than one Content-Length field"};
        }
        if (!allDigits(value) || value.size() > MostLengthDigits || (value.size() > 1 && value[0] == '0')) {
            return BadRequest{400, "Content-Length is no decimal number"};
        }
        m_length = true;
        m_framing.length = *parseNumber<std::uint64_t>(value);
        return std::nullopt;
    }

    std::optional<BadRequest> takeCoding(std::string_view value) {
        if (m_framing.chunked) {
            return BadRequest{400, "more than one Transfer-Encoding field"};
        }
        m_framing.chunked = true;
        if (equalsIgnoreCase(value, "chunked")) {
            return std::nullopt;
        }
        // Known to end in chunked, but by a way that is not known here: RFC 9112 section 6.1. An empty list
        // element or chunked twice is neither.
        const std::size_t comma = value.rfind(',');
        const std::string_view before = trimBlanks(value.substr(0, std::min(comma, value.size())));
        const bool other = comma != std::string_view::npos && consistsOf(TokenBytes, before) &&
                           !equalsIgnoreCase(before, "chunked") &&
                           equalsIgnoreCase(trimBlanks(value.substr(comma + 1)), "chunked");
        return other ? BadRequest{501, "the only transfer coding known here is chunked"}
                     : BadRequest{400, "Transfer-Encoding is not chunked"};
    }

    std::optional<BadRequest> takeExpect(std::string_view value) const {
        return equalsIgnoreCase(value, "100-continue")
                   ? std::nullopt
                   : std::optional(BadRequest{417, "the only expectation known here is 100-continue"});
    }

    Request& m_request;
    BodyFraming& m_framing;
    std::optional<std::string_view> m_host;
    bool m_length = false;
};

void splitQuery(Request& request, std::string_view pathAndQuery) {
    const std::size_t mark = pathAndQuery.find('?');
    request.path = pathAndQuery.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view() : pathAndQuery.substr(mark + 1);
}

// RFC 9112 section 3.2.2: "http://host/path", as a proxy gets it. Its host and that of the Host field are
// one, or two servers could take two.
std::optional<BadRequest> splitAbsolute(Request& request, std::optional<std::string_view> host) {
    constexpr std::size_t SchemeSize = 7;
    std::string_view rest = request.target.substr(SchemeSize);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    rest.remove_prefix(authority.size());
    if (!isHost(authority)) {
        return BadRequest{400, "the request target names no host"};
    }
    if (host && !equalsIgnoreCase(authority, *host)) {
        return BadRequest{400, "the request target and the Host field name two hosts"};
    }
    splitQuery(request, rest);
    if (request.path.empty()) {
        request.path = "/";
    }
    return std::nullopt;
}

std::optional<BadRequest> splitTarget(Request& request, std::optional<std::string_view> host) {
    if (request.target.front() == '/') {
        splitQuery(request, request.target);
        return std::nullopt;
    }
    request.path = request.target;
    request.query = {};
    if (request.target == "*") {
        return request.method == Method::Options
                   ? std::nullopt
                   : std::optional(BadRequest{400, "the target * is for OPTIONS only"});
    }
    if (request.method == Method::Connect) {
        return std::nullopt;  // answered by 405, whatever the target
    }
    if (equalsIgnoreCase(request.target.substr(0, 7), "http://")) {
        return splitAbsolute(request, host);
    }
    return BadRequest{400, "the request target is neither a path nor an http URI"};
}

}  // namespace

std::optional<BadRequest> applyRules(Request& request, BodyFraming& framing) {
    framing = {};
    FieldRules rules(request, framing);
    if (auto bad = rules.check()) {
        return bad;
    }
    return splitTarget(request, rules.host());
}

}  // namespace leaktide::target
