// Watches the head of a response go by, line by line, and says what libcurl does not: whether the head came
// to its end, and whether it contradicts itself (RFC 9112, 6.3: differing or impossible Content-Length,
// length and chunking together; a switch of protocols that nobody asked for). Never looks at bodies.
// Allocates nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/plan/plan.h"

namespace leaktide {

class ResponseHead {
public:
    explicit ResponseHead(HttpVersion version = HttpVersion::Http1) : m_version(version) {}
    void reset() { *this = ResponseHead(m_version); }
    // One line as it came, line end included. False: the answer is not valid, and violation() says why.
    bool takeLine(std::string_view line);

    [[nodiscard]] bool complete() const { return m_state == State::Complete && !interim(); }
    [[nodiscard]] bool begun() const { return m_state != State::Nothing; }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] std::string_view violation() const { return m_violation; }
    [[nodiscard]] std::optional<std::uint64_t> length() const { return m_length; }  // as it was promised
    [[nodiscard]] bool connectionCloses() const { return m_closes; }

private:
    enum class State : std::uint8_t { Nothing, Open, Complete };
    [[nodiscard]] bool interim() const { return m_status >= 100 && m_status < 200; }
    bool takeStatusLine(std::string_view line);
    bool takeField(std::string_view name, std::string_view value);
    bool takeLength(std::string_view value);
    bool takeEnd();
    bool refuse(std::string_view why);

    HttpVersion m_version;  // what was asked for; an answer in another one is not valid
    State m_state = State::Nothing;
    int m_status = 0;
    int m_interims = 0;
    std::optional<std::uint64_t> m_length;
    bool m_chunked = false;
    bool m_closes = false;
    std::string_view m_violation;
};

}  // namespace leaktide
