// When a request may be sent again, and when libcurl may not: it sends again by itself whatever met the end
// of a connection that had been used before, up to five times, and of most of that it tells in its log only.
#include <charconv>

#include "engine/load/curl_options.h"
#include "engine/load/curl_transfer.h"
#include "engine/load/response_parser.h"

namespace leaktide {

namespace {

constexpr std::uint64_t MostAttempts = 6;
constexpr std::uint32_t MostRecords = 4096;  // it takes a hundred at a time of what it has a use for

// Of "… last_stream=17".
std::optional<std::uint32_t> lastStreamIn(std::string_view line) {
    constexpr std::string_view Name = "last_stream=";
    const std::size_t at = line.find(Name);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    const std::string_view digits = line.substr(at + Name.size());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace

// Costs a seventh of a request over HTTP/2, and nothing else tells what a GOAWAY left undone, or what was
// cut.
void CurlTransfer::listen() {
    curl_easy_setopt(handle(), CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle(), CURLOPT_DEBUGFUNCTION, &CurlTransfer::onLog);
    curl_easy_setopt(handle(), CURLOPT_DEBUGDATA, this);
}

int CurlTransfer::onLog(CURL* /*easy*/, curl_infotype type, char* data, std::size_t size, void* self) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    if (type == CURLINFO_TEXT) {
        transfer.hear({data, size});
    } else if (type == CURLINFO_SSL_DATA_IN) {
        transfer.endFlood();
    }
    return 0;
}

void CurlTransfer::hear(std::string_view line) {
    if (const auto last = line.find("GOAWAY") != line.npos ? lastStreamIn(line) : std::nullopt) {
        m_shared.streams.onGoAway(m_stream, *last);
    } else if (line.starts_with("Closing connection")) {
        m_closed = m_stream.connection != 0;
    } else if (line.starts_with("REFUSED_STREAM")) {
        m_refused = true;
        m_mayGoAgain = true;
    } else if (line.starts_with("Connection died, retrying")) {
        m_mayGoAgain = m_mayGoAgain || m_shared.streams.turnedAway(m_stream);
        m_stream = {};  // what is heard until the next send is of other connections
    }
}

// libcurl reads on for as long as something comes that belongs to no transfer, and looks at no clock
// meanwhile.
void CurlTransfer::endFlood() {
    if (++m_shared.records > MostRecords && m_stream.connection != 0) {
        m_flooded = true;
        m_shared.multi.cutConnection(m_connection);
    }
}

bool CurlTransfer::wasTurnedAway() const {
    return m_inFlight && m_bytesIn == 0 && m_shared.streams.turnedAway(m_stream);
}

bool CurlTransfer::wasTurnedAway(CURLcode code) const {
    if (!http2() || code == CURLE_OK || m_bytesIn > 0 || m_attempts == 0) {
        return false;
    }
    long sent = 0;
    curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &sent);
    return (code == CURLE_HTTP2 && sent == m_sentBefore) || m_shared.streams.turnedAway(m_stream);
}

// Where a broken frame ends the connection, libcurl takes that for the end of an answer without a length.
bool CurlTransfer::wasCutWithConnection() const {
    return http2() && m_closed && m_shared.streams.closed(m_stream) && m_load.connection.keepAlive &&
           !m_head.length() && m_head.status() != 204 && m_head.status() != 304 &&
           m_load.requests[m_request].method != "HEAD" && !m_shared.streams.goesAway(m_stream);
}

// Sent on a connection that had been used before, and nothing came back but the end of that. libcurl goes on
// by itself in most such cases, up to six times in all, and often to connections that are about to go, too.
bool CurlTransfer::metDeadConnection(CURLcode code) const {
    long opened = 0;
    curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened);
    return http2() && (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR) && m_bytesIn == 0 &&
           m_mayGoAgain && !m_flooded &&
           (opened == 0 || std::string_view(m_errorText.data()).starts_with("Connection died"));
}

int CurlTransfer::onSend(void* self, char* primaryIp, char* /*localIp*/, int primaryPort, int localPort) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    if (transfer.m_attempts == 0) {
        transfer.m_sent = std::chrono::steady_clock::now();
    } else if (!transfer.m_mayGoAgain) {
        transfer.m_heldBack = true;
        return CURL_PREREQFUNC_ABORT;
    }
    ++transfer.m_attempts;
    transfer.m_refused = false;
    transfer.m_mayGoAgain = transfer.m_load.requests[transfer.m_request].idempotent;
    if (transfer.http2()) {
        curl_easy_getinfo(transfer.handle(), CURLINFO_REQUEST_SIZE, &transfer.m_sentBefore);
        transfer.m_connection = connectionName(localPort, primaryIp, primaryPort);
        transfer.m_stream = transfer.m_shared.streams.onSend(transfer.m_connection);
    }
    return CURL_PREREQFUNC_OK;
}

bool CurlTransfer::metStaleTimeout(CURLcode code) const {
    long opened = 0;
    return code == CURLE_OK && m_head.complete() && m_head.status() == 408 && m_head.connectionCloses() &&
           curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened) == CURLE_OK && opened == 0;
}

bool CurlTransfer::prepareAgain(CURLcode code) {
    const bool stale = metStaleTimeout(code);
    const bool tired = m_attempts >= MostAttempts;
    const bool undone = wasTurnedAway(code) || metDeadConnection(code);
    const bool again = tired ? undone && !m_triedAfresh : undone || stale;
    const Nanos left = m_begun + m_load.connection.timeout - std::chrono::steady_clock::now();
    if (!again || left <= Nanos(0)) {
        return false;
    }
    m_triedAfresh = m_triedAfresh || tired;
    long opened = 0;
    curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened);
    m_openedBefore += static_cast<std::uint64_t>(opened);
    m_mayGoAgain = true;
    m_stream = {};
    m_closed = false;
    m_setForRetry = true;
    curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, curlMilliseconds(left));
    // The next idle connection may hold the same surprise.
    curl_easy_setopt(handle(), CURLOPT_FRESH_CONNECT, stale || tired ? 1L : 0L);
    m_head.reset();
    m_errorText[0] = '\0';
    return true;
}

// A server that does not want the rest of a body may answer and then reset the stream, without an error
// (RFC 9113, 8.1); libcurl finds it closed when it wants to send on, and has nothing to say about it.
bool CurlTransfer::answerIsWhole(CURLcode code) const {
    return code == CURLE_HTTP2_STREAM && m_errorText[0] == '\0' &&
           m_head.length().value_or(m_bodyBytes) == m_bodyBytes;
}

// A server may answer, and close without taking the rest of a body. libcurl sees that it cannot send on, and
// leaves without having read what lies behind it.
std::optional<int> CurlTransfer::answerBehindRefusedUpload(CURLcode code) {
    if (code != CURLE_SEND_ERROR || http2() || m_bytesIn > 0) {
        return std::nullopt;
    }
    long port = 0;
    curl_easy_getinfo(handle(), CURLINFO_LOCAL_PORT, &port);
    const std::string_view words = m_shared.multi.lastWords(static_cast<int>(port));
    if (words.empty()) {
        return std::nullopt;
    }
    ResponseParser parser;
    parser.begin(ResponseParser::Request::Usual,
                 m_load.requests[m_request].checks.keepAny() ? &m_kept : nullptr);
    if (parser.feed(words) != ResponseParser::State::Done) {
        return std::nullopt;  // an answer that ends with the connection ended with its reset: nobody knows
    }
    m_bytesIn += words.size();
    return parser.status();
}

}  // namespace leaktide
