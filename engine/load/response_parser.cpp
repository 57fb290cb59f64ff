#include "engine/load/response_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace leaktide {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::uint32_t LargestHead = 300 * 1024;  // as libcurl has it
constexpr std::size_t LongestValue = std::size_t{100} * 1024;
constexpr int MostInterims = 1000;
constexpr std::size_t EndOfStatusCode = 12;  // in "HTTP/1.1 200"

// Beast's state machine with nobody listening, unless a check wants to see what came: what is asked of it
// afterwards is all we need.
class SilentParser final : public http::basic_parser<false> {
public:
    explicit SilentParser(KeptAnswer* keep) : m_keep(keep) {
        eager(true);
        header_limit(LargestHead);
        body_limit(boost::none);
    }
    [[nodiscard]] int status() const { return m_status; }  // -1 until the status line was read

private:
    void on_request_impl(http::verb /*method*/, string_view /*name*/, string_view /*target*/, int /*version*/,
                         error_code& /*ec*/) override {}
    void on_response_impl(int code, string_view /*reason*/, int /*version*/, error_code& /*ec*/) override {
        m_status = code;
    }
    void on_field_impl(http::field name, string_view text, string_view value, error_code& ec) override {
        m_hasLength = m_hasLength || name == http::field::content_length;
        m_hasCoding = m_hasCoding || name == http::field::transfer_encoding;
        if (m_hasLength && m_hasCoding) {
            ec = http::error::bad_transfer_encoding;  // Beast minds only if the coding is "chunked"
        } else if (value.size() > LongestValue) {
            ec = http::error::header_limit;
        } else if (m_keep != nullptr) {
            m_keep->addField({text.data(), text.size()}, {value.data(), value.size()});
        }
    }
    void on_header_impl(error_code& ec) override {
        if (m_status < 100) {
            ec = http::error::bad_status;
        }
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*ec*/) override {}
    std::size_t on_body_impl(string_view body, error_code& /*ec*/) override { return take(body); }
    void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*extensions*/,
                              error_code& /*ec*/) override {}
    std::size_t on_chunk_body_impl(std::uint64_t /*left*/, string_view body, error_code& /*ec*/) override {
        return take(body);
    }
    void on_finish_impl(error_code& /*ec*/) override {}
    std::size_t take(string_view body) {
        if (m_keep != nullptr) {
            m_keep->addBody({body.data(), body.size()});
        }
        return body.size();
    }

    KeptAnswer* m_keep;
    int m_status = -1;
    bool m_hasLength = false;
    bool m_hasCoding = false;
};

// Behind the empty line that ends a head, whatever its line ends are; npos: it has not come yet.
std::size_t endOfHead(std::string_view bytes) {
    for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
        const std::string_view rest = bytes.substr(at + 1);
        if (rest.starts_with("\n") || rest.starts_with("\r\n")) {
            return at + 1 + rest.find('\n') + 1;
        }
    }
    return bytes.npos;
}

// Line ends made whole, control characters blotted out, the space behind the status put in.
std::string repairedHead(std::string_view head) {
    std::string text;
    text.reserve(head.size() + 64);
    for (const char c : head) {
        if (c == '\n') {
            if (text.size() == EndOfStatusCode) {
                text += ' ';
            }
            text += "\r\n";
        } else if (c != '\r') {
            const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
            text += control ? '?' : c;
        }
    }
    return text;
}

// Blanks between a chunk's size and the end of its line, as some servers write it: zeros before the size mean
// the same to Beast, and leave everything where it was. False: that is not what is wrong.
bool mendChunkSize(std::string_view& bytes, std::string& mended) {
    const std::size_t begin = bytes.starts_with("\r\n") ? 2 : 0;  // of the chunk before
    const std::size_t digits = bytes.find_first_not_of("0123456789abcdefABCDEF", begin);
    const std::size_t end = digits == bytes.npos ? bytes.npos : bytes.find_first_not_of(" \t", digits);
    if (end == bytes.npos || digits == begin || end == digits || bytes[end] != '\r') {
        return false;
    }
    if (mended.empty()) {
        mended = std::string(bytes);
    }
    // What is left is always the end of `mended`: copied once, however many chunks are like that.
    char* const at = mended.data() + (mended.size() - bytes.size());
    std::fill(at + digits, at + end, '0');
    std::rotate(at + begin, at + digits, at + end);
    bytes = std::string_view(at, bytes.size());
    return true;
}

}  // namespace

struct ResponseParser::Message {
    std::optional<SilentParser> parser;
};

ResponseParser::ResponseParser() : m_message(std::make_unique<Message>()) {}
ResponseParser::~ResponseParser() = default;
ResponseParser::ResponseParser(ResponseParser&&) noexcept = default;
ResponseParser& ResponseParser::operator=(ResponseParser&&) noexcept = default;

void ResponseParser::begin(Request request, KeptAnswer* keep) {
    m_request = request;
    m_keep = keep;
    startMessage();
    m_repaired = false;
    m_pending.clear();
    m_problem.clear();
    m_interims = 0;
    m_begun = false;
    m_extra = false;
}

void ResponseParser::startMessage() {
    if (m_keep != nullptr) {
        m_keep->begin();
    }
    m_message->parser.emplace(m_keep);
    m_message->parser->skip(m_request == Request::Head);
}

ResponseParser::State ResponseParser::refuse(State state, std::string why) {
    m_problem = std::move(why);
    return state;
}

ResponseParser::State ResponseParser::feed(std::string_view bytes) {
    m_begun = m_begun || !bytes.empty();
    if (m_pending.empty()) {
        const State state = take(bytes);
        if (state == State::NeedsMore) {
            m_pending.assign(bytes);
        }
        m_extra = !bytes.empty();
        return state;
    }
    m_pending.append(bytes);
    std::string_view all = m_pending;
    const State state = take(all);
    m_extra = !all.empty();
    m_pending.erase(0, m_pending.size() - all.size());
    // Beast bounds a head, but neither a chunk's extensions nor trailers.
    return state == State::NeedsMore && m_pending.size() > LargestHead
               ? refuse(State::TooLarge, "a line without end")
               : state;
}

// Takes from the front of `bytes` what can be taken; what must come again is left.
ResponseParser::State ResponseParser::take(std::string_view& bytes) {
    std::string mended;
    std::string_view rest = bytes;
    const State state = takeAll(rest, mended);
    bytes.remove_prefix(bytes.size() - rest.size());
    return state;
}

// `bytes` may end up as a view of the end of `mended`.
ResponseParser::State ResponseParser::takeAll(std::string_view& bytes, std::string& mended) {
    while (!bytes.empty()) {
        SilentParser& parser = *m_message->parser;
        const bool atBegin = parser.status() < 0;
        std::string_view whole = bytes;
        error_code error;
        bytes.remove_prefix(parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error));
        if (error == http::error::need_more) {
            return State::NeedsMore;
        }
        if (error && error != http::error::header_limit && atBegin && !parser.is_header_done()) {
            if (const auto state = takeRepaired(whole)) {
                bytes = whole;
                return *state;
            }
        }
        if (error == http::error::bad_chunk_extension && mendChunkSize(bytes, mended)) {
            continue;
        }
        if (error) {
            return refuse(error == http::error::header_limit ? State::TooLarge : State::Broken,
                          error.message());
        }
        if (parser.is_done()) {
            if (const State state = finishMessage(); state != State::NeedsMore) {
                return state;
            }
        }
    }
    return State::NeedsMore;
}

// A head that Beast refused, once more from its beginning with what may be tolerated put right. Unset: it
// stays refused. The rest behind the head is `bytes` afterwards.
std::optional<ResponseParser::State> ResponseParser::takeRepaired(std::string_view& bytes) {
    const std::size_t end = endOfHead(bytes);
    if (m_repaired || !bytes.starts_with("HTTP/1.") || bytes.substr(0, end).find('\0') != bytes.npos) {
        return std::nullopt;
    }
    startMessage();
    if (end == bytes.npos) {
        return bytes.size() > LargestHead ? std::nullopt : std::optional(State::NeedsMore);
    }
    m_repaired = true;
    const std::string text = repairedHead(bytes.substr(0, end));
    std::string_view head = text;
    bytes.remove_prefix(end);
    const State state = take(head);
    return state == State::NeedsMore && head.empty() ? take(bytes) : state;
}

// An interim response is not the answer: the parser starts again.
ResponseParser::State ResponseParser::finishMessage() {
    const int code = m_message->parser->status();
    if (code == 101) {
        return refuse(State::Broken, "a switch of protocols that was not asked for");
    }
    if (code >= 200) {
        return State::Done;
    }
    if (++m_interims > MostInterims) {
        return refuse(State::Broken, "more than 1000 interim responses");
    }
    startMessage();
    m_repaired = false;
    return State::NeedsMore;
}

ResponseParser::State ResponseParser::close() {
    SilentParser& parser = *m_message->parser;
    if (!parser.is_header_done()) {
        return State::NeedsMore;
    }
    error_code error;
    parser.put_eof(error);
    return !error && parser.is_done() ? State::Done : State::NeedsMore;
}

int ResponseParser::status() const {
    return m_message->parser->status();
}

bool ResponseParser::keepsAlive() const {
    return !m_extra && m_message->parser->keep_alive();
}

ResponseParser::Place ResponseParser::place() const {
    if (!m_begun) {
        return Place::BeforeHead;
    }
    return m_message->parser->is_header_done() ? Place::InBody : Place::InHead;
}

}  // namespace leaktide
