// Reads one request after another from bytes: the head at once, the body as it comes. One thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "target-server/http/chunk_decoder.h"
#include "target-server/http/request.h"
#include "target-server/settings.h"

namespace leaktide::target {

class RequestReader {
public:
    explicit RequestReader(const Limits& limits) : m_limits(limits) {}

    // `head` ends with its empty line; it is copied to request.head, into which all views of `request` point.
    std::optional<BadRequest> readHead(std::string_view head, Request& request);
    [[nodiscard]] bool bodyComplete() const { return m_chunks ? m_chunks->done() : m_left == 0; }
    // Takes what it can of `bytes`, appends the body to request.body; `used` says how much it took.
    std::optional<BadRequest> readBody(std::string_view bytes, Request& request, std::size_t& used);

private:
    const Limits& m_limits;
    std::uint64_t m_left = 0;  // of a body whose length is known
    std::optional<ChunkDecoder> m_chunks;
};

}  // namespace leaktide::target
