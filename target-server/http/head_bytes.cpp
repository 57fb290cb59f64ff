// RFC 9112 sections 2.2, 3, 5: request line and field lines as they stand on the wire.
#include <array>

#include "target-server/http/request_rules.h"

namespace leaktide::target {

namespace {

using ByteSet = std::array<bool, 256>;

constexpr ByteSet makeTokenBytes() {
    ByteSet set{};
    for (const char c :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        set[static_cast<unsigned char>(c)] = true;
    }
    return set;
}

constexpr ByteSet makeValueBytes() {  // visible, blank, and bytes from 0x80 on
    ByteSet set{};
    set['\t'] = true;
    for (std::size_t byte = 0x20; byte < 256; ++byte) {
        set[byte] = byte != 0x7f;
    }
    return set;
}

constexpr ByteSet makeTargetBytes() {  // visible ASCII; a fragment is never sent
    ByteSet set{};
    for (std::size_t byte = 0x21; byte < 0x7f; ++byte) {
        set[byte] = byte != '#' && byte != '"' && byte != '<' && byte != '>' && byte != '\\' && byte != '^' &&
                    byte != '`' && byte != '{' && byte != '|' && byte != '}';
    }
    return set;
}

constexpr ByteSet TokenBytes = makeTokenBytes();
constexpr ByteSet ValueBytes = makeValueBytes();
constexpr ByteSet TargetBytes = makeTargetBytes();

bool consistsOf(const ByteSet& set, std::string_view text) {
    for (const char c : text) {
        if (!set[static_cast<unsigned char>(c)]) {
            return false;
        }
    }
    return !text.empty();
}

std::optional<BadRequest> checkRequestLine(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return BadRequest{400, "the request line is not METHOD TARGET VERSION"};
    }
    if (!consistsOf(TokenBytes, line.substr(0, first))) {
        return BadRequest{400, "the method is no token"};
    }
    if (!consistsOf(TargetBytes, line.substr(first + 1, last - first - 1))) {
        return BadRequest{400, "the request target holds a byte that no URI has"};
    }
    const std::string_view version = line.substr(last + 1);
    if (version == "HTTP/1.1" || version == "HTTP/1.0") {
        return std::nullopt;
    }
    const bool shaped = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.' &&
                        version[5] >= '0' && version[5] <= '9' && version[7] >= '0' && version[7] <= '9';
    return shaped ? BadRequest{505, "only HTTP/1.0 and HTTP/1.1 are spoken here"}
                  : BadRequest{400, "the request line does not end in an HTTP version"};
}

std::optional<BadRequest> checkFieldLine(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') {
        return BadRequest{400, "a field line begins with a blank (folded lines are obsolete)"};
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !consistsOf(TokenBytes, line.substr(0, colon))) {
        return BadRequest{400, "a field line is not NAME: VALUE"};
    }
    const std::string_view value = line.substr(colon + 1);
    if (!value.empty() && !consistsOf(ValueBytes, value)) {
        return BadRequest{400, "a field value holds a control character"};
    }
    return std::nullopt;
}

}  // namespace

std::optional<BadRequest> checkHeadBytes(std::string_view head) {
    std::size_t end = head.find("\r\n");
    if (auto bad = checkRequestLine(head.substr(0, end))) {
        return bad;
    }
    head.remove_prefix(end + 2);
    while ((end = head.find("\r\n")) != 0) {
        if (auto bad = checkFieldLine(head.substr(0, end))) {
            return bad;
        }
        head.remove_prefix(end + 2);
    }
    return std::nullopt;
}

}  // namespace leaktide::target
