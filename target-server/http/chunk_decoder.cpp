#include "target-server/http/chunk_decoder.h"

#include <algorithm>
#include <array>

#include "target-server/core/text.h"
#include "target-server/http/bytes.h"

namespace leaktide::target {

namespace {

constexpr std::uint64_t MostBeforeShift = UINT64_MAX >> 4;

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// RFC 9110 section 6.5.1: what frames, routes or authenticates a request cannot come after it.
bool mayTrail(std::string_view name) {
    static constexpr auto Never = std::to_array<std::string_view>(
        {"Content-Length", "Transfer-Encoding", "Host", "Connection", "Trailer", "TE", "Upgrade", "Expect",
         "Authorization", "Proxy-Authorization", "Cookie", "Content-Type", "Content-Encoding",
         "Content-Range", "Range"});
    return std::none_of(Never.begin(), Never.end(),
                        [name](std::string_view one) { return equalsIgnoreCase(one, name); });
}

constexpr BadRequest BadSize{400, "a chunk does not begin with its size in hexadecimal digits"};
constexpr BadRequest BadExtension{400, "a chunk extension is not ;NAME or ;NAME=VALUE"};
constexpr BadRequest BadTrailer{400, "a trailer field is not NAME: VALUE"};
constexpr BadRequest BadLineEnd{400, "a line of a chunk does not end where it should"};

}  // namespace

std::optional<BadRequest> ChunkDecoder::decode(std::string_view bytes, std::string& body, std::size_t& used) {
    used = 0;
    while (used < bytes.size() && !done()) {
        if (m_at == At::Content) {
            const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size() - used));
            body.append(bytes.substr(used, part));
            used += part;
            m_left -= part;
            m_at = m_left == 0 ? At::ContentReturn : At::Content;
        } else if (auto bad = take(bytes[used++])) {
            return bad;
        }
    }
    return std::nullopt;
}

std::optional<BadRequest> ChunkDecoder::take(char c) {
    switch (m_at) {
        case At::SizeBegin:
        case At::Size:
            return takeSize(c);
        case At::SizeLineFeed:
            return expect(c, '\n', m_left > 0 ? At::Content : At::TrailerBegin);
        case At::ContentReturn:
            return expect(c, '\r', At::ContentLineFeed);
        case At::ContentLineFeed:
            return expect(c, '\n', At::SizeBegin);
        case At::TrailerBegin:
        case At::TrailerName:
        case At::TrailerValue:
        case At::TrailerLineFeed:
        case At::LastLineFeed:
            return takeTrailer(c);
        default:
            return takeExtension(c);
    }
}

std::optional<BadRequest> ChunkDecoder::expect(char c, char expected, At next) {
    m_at = next;
    return c == expected ? std::nullopt : std::optional(BadLineEnd);
}

std::optional<BadRequest> ChunkDecoder::takeSize(char c) {
    if (const int digit = hexDigit(c); digit >= 0) {
        if (m_left > MostBeforeShift) {
            return BadSize;
        }
        m_left = (m_left << 4) | static_cast<std::uint64_t>(digit);
        m_at = At::Size;
        return std::nullopt;
    }
    if (m_at == At::SizeBegin || (c != '\r' && c != ';')) {
        return BadSize;
    }
    if (m_left > m_limits.body - m_total) {
        return BadRequest{413, "the body is larger than this server takes"};
    }
    m_total += m_left;
    m_at = c == '\r' ? At::SizeLineFeed : At::ExtensionBegin;
    return std::nullopt;
}

// Behind a name or a value: the next extension, or the end of the line.
bool ChunkDecoder::endOfName(char c) {
    if (c == ';') {
        m_at = At::ExtensionBegin;
    } else if (c == '\r') {
        m_at = At::SizeLineFeed;
    }
    return c == ';' || c == '\r';
}

std::optional<BadRequest> ChunkDecoder::takeExtension(char c) {
    if (++m_overhead > m_limits.overhead) {
        return BadRequest{400, "the chunk extensions are larger than this server takes"};
    }
    bool fits = false;
    switch (m_at) {
        case At::ExtensionBegin:
            fits = isIn(TokenBytes, c);
            m_at = At::ExtensionName;
            break;
        case At::ExtensionName:
            fits = isIn(TokenBytes, c) || c == '=' || endOfName(c);
            m_at = c == '=' ? At::ExtensionValueBegin : m_at;
            break;
        case At::ExtensionValueBegin:
            fits = isIn(TokenBytes, c) || c == '"';
            m_at = c == '"' ? At::ExtensionQuoted : At::ExtensionToken;
            break;
        case At::ExtensionToken:
            fits = isIn(TokenBytes, c) || endOfName(c);
            break;
        case At::ExtensionQuoted:
            fits = isIn(ValueBytes, c);
            m_at = c == '"' ? At::ExtensionQuotedEnd : c == '\\' ? At::ExtensionEscape : m_at;
            break;
        case At::ExtensionEscape:
            fits = isIn(ValueBytes, c);
            m_at = At::ExtensionQuoted;
            break;
        default:  // ExtensionQuotedEnd
            fits = endOfName(c);
            break;
    }
    return fits ? std::nullopt : std::optional(BadExtension);
}

std::optional<BadRequest> ChunkDecoder::takeTrailer(char c) {
    if (m_at == At::LastLineFeed) {
        return expect(c, '\n', At::End);
    }
    if (m_at == At::TrailerLineFeed) {
        return expect(c, '\n', At::TrailerBegin);
    }
    if (m_at == At::TrailerBegin && c == '\r') {
        m_at = At::LastLineFeed;
        return std::nullopt;
    }
    if (++m_overhead > m_limits.overhead) {
        return BadRequest{431, "the trailer fields are larger than this server takes"};
    }
    if (m_at == At::TrailerValue) {
        m_at = c == '\r' ? At::TrailerLineFeed : m_at;
        return c == '\r' || isIn(ValueBytes, c) ? std::nullopt : std::optional(BadTrailer);
    }
    if (m_at == At::TrailerName && c == ':') {
        m_at = At::TrailerValue;
        const bool fits = mayTrail(m_name);
        m_name.clear();
        return fits ? std::nullopt : std::optional(BadRequest{400, "this field may not stand in a trailer"});
    }
    m_at = At::TrailerName;
    m_name += c;
    return isIn(TokenBytes, c) ? std::nullopt : std::optional(BadTrailer);
}

}  // namespace leaktide::target
