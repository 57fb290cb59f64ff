#include "target-server/http/head_parser.h"

#include <array>
#include <utility>

#include "target-server/core/text.h"
#include "target-server/http/bytes.h"

namespace leaktide::target {

namespace {

constexpr std::size_t VersionSize = 8;  // "HTTP/1.1"

Method methodOf(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Method>, 9> Known{{{"GET", Method::Get},
                                                                               {"POST", Method::Post},
                                                                               {"HEAD", Method::Head},
                                                                               {"PUT", Method::Put},
                                                                               {"DELETE", Method::Delete},
                                                                               {"PATCH", Method::Patch},
                                                                               {"OPTIONS", Method::Options},
                                                                               {"TRACE", Method::Trace},
                                                                               {"CONNECT", Method::Connect}}};
    for (const auto& [known, method] : Known) {
        if (known == name) {
            return method;
        }
    }
    return Method::Other;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<BadRequest> readVersion(std::string_view text, int& version) {
    if (text == "HTTP/1.1" || text == "HTTP/1.0") {
        version = text.back() == '1' ? 11 : 10;
        return std::nullopt;
    }
    const bool shaped = text.size() == VersionSize && text.starts_with("HTTP/") && isDigit(text[5]) &&
                        text[6] == '.' && isDigit(text[7]);
    return shaped ? BadRequest{505, "only HTTP/1.0 and HTTP/1.1 are spoken here"}
                  : BadRequest{400, "the request line does not end in an HTTP version"};
}

// One field line from `at` on; moves `at` behind its line break.
std::optional<BadRequest> readField(std::string_view head, std::size_t& at, Request::Field& field) {
    if (head[at] == ' ' || head[at] == '\t') {
        return BadRequest{400, "a field line begins with a blank (folded lines are obsolete)"};
    }
    const std::size_t colon = endOfRun(TokenBytes, head, at);
    if (colon == at || head[colon] != ':') {
        return BadRequest{400, "a field line is not NAME: VALUE"};
    }
    const std::size_t end = endOfRun(ValueBytes, head, colon + 1);
    if (head[end] != '\r' || head[end + 1] != '\n') {
        return BadRequest{400, "a field value holds a control character"};
    }
    field = {head.substr(at, colon - at), trimBlanks(head.substr(colon + 1, end - colon - 1))};
    at = end + 2;
    return std::nullopt;
}

}  // namespace

std::optional<BadRequest> readRequestLine(std::string_view line, RequestLine& out) {
    const std::size_t methodEnd = endOfRun(TokenBytes, line, 0);
    if (methodEnd == 0 || methodEnd == line.size() || line[methodEnd] != ' ') {
        return BadRequest{400, "the request line does not begin with a method and one blank"};
    }
    const std::size_t targetEnd = endOfRun(TargetBytes, line, methodEnd + 1);
    if (targetEnd == methodEnd + 1 || targetEnd == line.size() || line[targetEnd] != ' ') {
        return BadRequest{400, "the request line is not METHOD TARGET VERSION, or its target is no URI"};
    }
    out.method = line.substr(0, methodEnd);
    out.target = line.substr(methodEnd + 1, targetEnd - methodEnd - 1);
    return readVersion(line.substr(targetEnd + 1), out.version);
}

std::optional<BadRequest> parseHead(Request& request, std::size_t mostFields) {
    const std::string_view head = request.head;
    const std::size_t lineEnd = head.find("\r\n");
    RequestLine line;
    if (auto bad = readRequestLine(head.substr(0, lineEnd), line)) {
        return bad;
    }
    request.method = methodOf(line.method);
    request.methodName = line.method;
    request.target = line.target;
    request.version = line.version;
    request.fields.clear();
    std::size_t at = lineEnd + 2;
    while (at + 2 < head.size()) {
        if (request.fields.size() == mostFields) {
            return BadRequest{431, "the header has more fields than this server takes"};
        }
        if (auto bad = readField(head, at, request.fields.emplace_back())) {
            return bad;
        }
    }
    return std::nullopt;
}

std::optional<BadRequest> checkBeginning(std::string_view bytes, std::size_t mostBytes) {
    if (bytes.empty() || bytes == "\r") {
        return std::nullopt;
    }
    if (!isIn(TokenBytes, bytes.front())) {
        return BadRequest{400, "the request does not begin with a method"};
    }
    const std::size_t lineEnd = bytes.find("\r\n");
    if (lineEnd != std::string_view::npos) {
        RequestLine line;
        if (auto bad = readRequestLine(bytes.substr(0, lineEnd), line)) {
            return bad;
        }
    }
    if (bytes.size() < mostBytes) {
        return std::nullopt;
    }
    if (lineEnd != std::string_view::npos) {
        return BadRequest{431, "the header is larger than this server takes"};
    }
    return endOfRun(TokenBytes, bytes, 0) == bytes.size()
               ? BadRequest{400, "no method is that long"}
               : BadRequest{414, "the request target is longer than this server takes"};
}

}  // namespace leaktide::target
