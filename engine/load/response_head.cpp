#include "engine/load/response_head.h"

#include <charconv>
#include <limits>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr int MostInterims = 1000;  // 100 Continue and its kin before one answer

std::string_view withoutLineEnd(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) {
        line.remove_suffix(1);
    }
    return line;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

bool ResponseHead::refuse(std::string_view why) {
    m_violation = why;
    return false;
}

bool ResponseHead::takeLine(std::string_view raw) {
    const std::string_view line = withoutLineEnd(raw);
    if (m_state == State::Nothing || (m_state == State::Complete && interim())) {
        return takeStatusLine(line);
    }
    if (m_state == State::Complete) {
        return true;  // trailers of a chunked body
    }
    if (line.empty()) {
        return takeEnd();
    }
    if (line.find('\0') != std::string_view::npos) {
        return refuse("a NUL byte in the response head");
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        // A continued line (obsolete folding) belongs to the field above; anything else is no field at all.
        return line.front() == ' ' || line.front() == '\t' || refuse("a header line without a name");
    }
    if (line[colon - 1] == ' ' || line[colon - 1] == '\t') {
        return refuse("a space before a header's colon");
    }
    return takeField(line.substr(0, colon), trim(line.substr(colon + 1)));
}

bool ResponseHead::takeStatusLine(std::string_view line) {
    const bool http2 = m_version == HttpVersion::Http2;
    const std::size_t space = http2 ? 6 : 8;  // behind "HTTP/2" or "HTTP/1.1"
    if (http2 && line.starts_with("HTTP/1.")) {
        return refuse("the target answered in HTTP/1.1, not in HTTP/2");
    }
    const bool shaped =
        line.size() >= space + 4 && line[space] == ' ' &&
        (http2 ? line.starts_with("HTTP/2") : line.starts_with("HTTP/1.") && isDigit(line[7]));
    if (!shaped) {
        return refuse("no valid status line");
    }
    const std::string_view digits = line.substr(space + 1, 3);
    const bool ended = line.size() == space + 4 || line[space + 4] == ' ';
    if (!isDigit(digits[0]) || !isDigit(digits[1]) || !isDigit(digits[2]) || digits[0] == '0' || !ended) {
        return refuse("no valid status code");
    }
    m_status = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    m_state = State::Open;
    m_length.reset();
    m_chunked = false;
    return true;
}

bool ResponseHead::takeField(std::string_view name, std::string_view value) {
    // By length first: this runs for every line of every response.
    if (name.size() == 14 && equalsIgnoreCase(name, "content-length")) {
        return takeLength(value);
    }
    if (name.size() == 17 && equalsIgnoreCase(name, "transfer-encoding")) {
        m_chunked = true;
        return !m_length || refuse("both a length and chunking");
    }
    if (name.size() == 10 && equalsIgnoreCase(name, "connection")) {
        m_closes = m_closes || equalsIgnoreCase(value, "close");
    }
    return true;
}

bool ResponseHead::takeLength(std::string_view value) {
    if (const std::size_t comma = value.find(','); comma != std::string_view::npos) {
        // A list is good as long as it says the same all along (RFC 9110, 8.6).
        return takeLength(trim(value.substr(0, comma))) && takeLength(trim(value.substr(comma + 1)));
    }
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    const bool whole = error == std::errc() && end == value.data() + value.size();
    if (!whole || length > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return refuse("an impossible Content-Length");
    }
    if (m_length && *m_length != length) {
        return refuse("contradictory Content-Length headers");
    }
    m_length = length;
    return !m_chunked || refuse("both a length and chunking");
}

bool ResponseHead::takeEnd() {
    m_state = State::Complete;
    if (m_status == 101) {
        return refuse("a switch of protocols that was not asked for");
    }
    if (interim() && ++m_interims > MostInterims) {
        return refuse("more than 1000 interim responses");
    }
    return true;
}

}  // namespace leaktide
