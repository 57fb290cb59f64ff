// Reads one HTTP/1.1 response after another off a connection, strictly (Boost.Beast's parser, kept in one
// translation unit), without keeping anything of it but what the counts need. Fed straight from the read
// buffer; allocates only when a head comes in pieces. Beyond Beast: a status below 100, a switch of protocols
// and an endless row of interim responses are refused. Taken, as libcurl does: a status line without the
// space before its empty reason, lines that end in a bare LF, control characters in a header's value, and
// blanks behind the size of a chunk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/load/answer_checks.h"

namespace leaktide {

class ResponseParser {
public:
    enum class State { NeedsMore, Done, Broken, TooLarge };
    enum class Place { BeforeHead, InHead, InBody };

    ResponseParser();
    ~ResponseParser();
    ResponseParser(ResponseParser&&) noexcept;
    ResponseParser& operator=(ResponseParser&&) noexcept;

    // Begins the next response. Head: the request was a HEAD, so no body follows. `keep` is given the fields
    // and the body of the answer as they come; null where no check asks for them.
    enum class Request { Usual, Head };
    void begin(Request request, KeptAnswer* keep = nullptr);
    State feed(std::string_view bytes);
    // The peer has closed. Done where that is how the body ends, else NeedsMore.
    State close();

    [[nodiscard]] int status() const;
    [[nodiscard]] bool keepsAlive() const;  // of a response that is Done: the connection may be used again
    [[nodiscard]] Place place() const;
    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    struct Message;
    State take(std::string_view& bytes);
    State takeAll(std::string_view& bytes, std::string& mended);
    std::optional<State> takeRepaired(std::string_view& bytes);
    State finishMessage();
    void startMessage();
    State refuse(State state, std::string why);

    std::unique_ptr<Message> m_message;
    std::string m_pending;  // the beginning of a head that is not yet whole
    std::string m_problem;
    Request m_request = Request::Usual;
    KeptAnswer* m_keep = nullptr;
    int m_interims = 0;
    bool m_repaired = false;  // the head being read has been through it already
    bool m_begun = false;     // any byte of this response came
    bool m_extra = false;     // bytes came behind it
};

}  // namespace leaktide
