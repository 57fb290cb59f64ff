// Reads one request after another from bytes: the head at once, the body as it comes. Beast's parser does the
// grammar; what RFC 9110 and 9112 ask beyond it is checked here. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "target-server/http/request.h"
#include "target-server/settings.h"

namespace leaktide::target {

// Why a request is refused: the answer, after which the connection closes.
struct BadRequest {
    int status = 400;
    std::string_view sentence;
};

class RequestReader {
public:
    explicit RequestReader(const Limits& limits);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // `head` ends with its empty line; it is copied to request.head, into which all views of `request` point.
    std::optional<BadRequest> readHead(std::string_view head, Request& request);
    [[nodiscard]] bool bodyComplete() const;
    // Takes what it can of `bytes`, appends the body to request.body; `used` says how much it took.
    std::optional<BadRequest> readBody(std::string_view bytes, Request& request, std::size_t& used);

private:
    struct Parser;
    const Limits& m_limits;
    std::unique_ptr<Parser> m_parser;
};

}  // namespace leaktide::target
