// Decodes a chunked body as it comes: RFC 9112 section 7.1, without any leniency, because every leniency here
// has been used to smuggle requests. Extensions and trailer fields are checked and dropped. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "target-server/http/head_parser.h"

namespace leaktide::target {

struct ChunkLimits {
    std::uint64_t body = 0;    // bytes of content
    std::size_t overhead = 0;  // bytes of extensions and trailer fields together
};

class ChunkDecoder {
public:
    explicit ChunkDecoder(ChunkLimits limits) : m_limits(limits) {}

    // Takes what it can of `bytes` and appends the content to `body`; `used` says how much it took.
    std::optional<BadRequest> decode(std::string_view bytes, std::string& body, std::size_t& used);
    [[nodiscard]] bool done() const { return m_at == At::End; }

private:
    // What the next byte is.
    enum class At {
        SizeBegin,
        Size,
        ExtensionBegin,
        ExtensionName,
        ExtensionValueBegin,
        ExtensionToken,
        ExtensionQuoted,
        ExtensionEscape,
        ExtensionQuotedEnd,
        SizeLineFeed,
        Content,
        ContentReturn,
        ContentLineFeed,
        TrailerBegin,
        TrailerName,
        TrailerValue,
        TrailerLineFeed,
        LastLineFeed,
        End
    };

    std::optional<BadRequest> take(char c);
    std::optional<BadRequest> takeSize(char c);
    std::optional<BadRequest> takeExtension(char c);
    std::optional<BadRequest> takeTrailer(char c);
    std::optional<BadRequest> expect(char c, char expected, At next);
    bool endOfName(char c);

    ChunkLimits m_limits;
    At m_at = At::SizeBegin;
    std::uint64_t m_left = 0;   // of this chunk
    std::uint64_t m_total = 0;  // of all chunks so far, this one included
    std::size_t m_overhead = 0;
    std::string m_name;  // of the trailer field at hand
};

}  // namespace leaktide::target
