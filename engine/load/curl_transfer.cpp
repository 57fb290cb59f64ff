#include "engine/load/curl_transfer.h"

#include <limits>

#include "engine/load/curl_failure.h"
#include "engine/load/curl_options.h"

namespace leaktide {

namespace {

constexpr std::uint64_t MostAttempts = 6;
constexpr auto NoRequest = std::numeric_limits<std::size_t>::max();

}  // namespace

CurlTransfer::CurlTransfer(std::uint32_t slot, const PreparedLoad& load, std::uint64_t& bytesSeen)
    : m_easy(curl_easy_init()),
      m_load(load),
      m_bytesSeen(bytesSeen),
      m_slot(slot),
      m_request(NoRequest),
      m_head(load.connection.httpVersion) {
    configureOnce();
}

void CurlTransfer::configureOnce() {
    CURL* easy = handle();
    setCommonOptions(easy, m_load);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, curlMilliseconds(m_load.connection.timeout));
    if (m_load.connection.httpVersion == HttpVersion::Http2) {
        curl_easy_setopt(easy, CURLOPT_USERAGENT, m_load.userAgent.c_str());  // else among the headers
    }
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlTransfer::onSend);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, m_load.connection.keepAlive ? 0L : 1L);
}

void CurlTransfer::configureRequest(const PreparedRequest& request) {
    CURL* easy = handle();
    curl_easy_setopt(easy, CURLOPT_CURLU, request.curlUrl.get());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, request.headers.get());
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(easy, CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
    const bool post = request.method == "POST" || !request.body.empty();
    if (post) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());  // not copied; the plan outlives us
    }
    const bool usual = request.method == "HEAD" || request.method == (post ? "POST" : "GET");
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, usual ? nullptr : request.method.c_str());
}

void CurlTransfer::prepare(std::size_t request) {
    if (request != m_request) {
        configureRequest(m_load.requests[request]);
        m_request = request;
    }
    m_head.reset();
    m_bytesIn = 0;
    m_attempts = 0;
    m_errorText[0] = '\0';
    m_begun = std::chrono::steady_clock::now();
    m_inFlight = true;
}

bool CurlTransfer::prepareAgain(CURLcode code) {
    const bool sentAway = code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
    const bool mayGoAgain = sentAway && m_load.connection.httpVersion == HttpVersion::Http2 &&
                            m_bytesIn == 0 && m_attempts < MostAttempts &&
                            m_load.requests[m_request].idempotent;
    if (mayGoAgain) {
        m_errorText[0] = '\0';
    }
    return mayGoAgain;
}

Answer CurlTransfer::finish(CURLcode code) {
    Answer answer{
        .slot = m_slot, .failure = {}, .sent = m_begun, .done = std::chrono::steady_clock::now(), .text = {}};
    if (m_attempts > 0) {
        answer.sent = m_sent;
    }
    long requestBytes = 0;
    long opened = 0;
    curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &requestBytes);
    curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened);
    answer.bytesIn = m_bytesIn;
    answer.bytesOut = static_cast<std::uint64_t>(requestBytes);
    if (const std::size_t body = m_load.requests[m_request].body.size(); body != 0) {
        curl_off_t uploaded = 0;
        curl_easy_getinfo(handle(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
        answer.bytesOut += static_cast<std::uint64_t>(uploaded);
    }
    answer.attempts = m_attempts;
    answer.connectionsOpened = static_cast<std::uint64_t>(opened);
    judge(code, answer);
    m_inFlight = false;
    return answer;
}

Answer CurlTransfer::abort() {
    Answer answer = finish(CURLE_OK);
    answer.failure = FailureKind::Aborted;
    answer.status = 0;
    answer.text = "the run ended";
    return answer;
}

void CurlTransfer::judge(CURLcode code, Answer& answer) const {
    if (!m_head.violation().empty()) {
        answer.failure = FailureKind::Protocol;
    } else if (code == CURLE_OK && m_head.complete()) {
        answer.status = m_head.status();
        return;
    } else if (code == CURLE_OK) {
        // libcurl 7.88 takes a head that was cut short for a whole one.
        answer.failure = m_head.begun() ? FailureKind::ClosedInHead : FailureKind::ClosedBeforeResponse;
    } else {
        TransferProgress progress{.connected = m_attempts > 0,
                                  .headBegun = m_head.begun(),
                                  .headComplete = m_head.complete(),
                                  .osError = 0,
                                  .text = m_errorText.data()};
        curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &progress.osError);
        answer.failure = kindOfFailure(code, progress);
        answer.timedOut = code == CURLE_OPERATION_TIMEDOUT;
    }
    answer.text = describe(code);
}

std::string_view CurlTransfer::describe(CURLcode code) const {
    if (!m_head.violation().empty()) {
        return m_head.violation();
    }
    if (m_errorText[0] != '\0') {
        return m_errorText.data();
    }
    return code == CURLE_OK ? std::string_view() : curl_easy_strerror(code);
}

std::size_t CurlTransfer::onHeader(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const std::size_t bytes = size * count;
    transfer.m_bytesIn += bytes;
    transfer.m_bytesSeen += bytes;
    return transfer.m_head.takeLine({data, bytes}) ? bytes : 0;
}

std::size_t CurlTransfer::onBody(char* /*data*/, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const std::size_t bytes = size * count;
    transfer.m_bytesIn += bytes;
    transfer.m_bytesSeen += bytes;
    return bytes;
}

int CurlTransfer::onSend(void* self, char* /*primaryIp*/, char* /*localIp*/, int /*primaryPort*/,
                         int /*localPort*/) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    if (transfer.m_attempts++ == 0) {
        transfer.m_sent = std::chrono::steady_clock::now();
    }
    return CURL_PREREQFUNC_OK;
}

}  // namespace leaktide
