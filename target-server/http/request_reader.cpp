#include "target-server/http/request_reader.h"

#include <algorithm>

#include "target-server/http/request_rules.h"

namespace leaktide::target {

std::optional<BadRequest> RequestReader::readHead(std::string_view head, Request& request) {
    m_chunks.reset();
    m_left = 0;
    request.head.assign(head);
    if (auto bad = parseHead(request, m_limits.fieldCount)) {
        return bad;
    }
    BodyFraming framing;
    if (auto bad = applyRules(request, framing)) {
        return bad;
    }
    if (framing.length > m_limits.bodyBytes) {
        return BadRequest{413, "the body is larger than this server takes"};
    }
    if (framing.chunked) {
        m_chunks.emplace(ChunkLimits{m_limits.bodyBytes, m_limits.headBytes});
    }
    m_left = framing.length;
    return std::nullopt;
}

std::optional<BadRequest> RequestReader::readBody(std::string_view bytes, Request& request,
                                                  std::size_t& used) {
    if (m_chunks) {
        return m_chunks->decode(bytes, request.body, used);
    }
    used = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    request.body.append(bytes.substr(0, used));
    m_left -= used;
    return std::nullopt;
}

}  // namespace leaktide::target
