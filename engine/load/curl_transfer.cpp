#include "engine/load/curl_transfer.h"

#include <limits>

#include "engine/base/text.h"
#include "engine/load/curl_failure.h"
#include "engine/load/curl_options.h"

namespace leaktide {

namespace {

constexpr auto NoRequest = std::numeric_limits<std::size_t>::max();

}  // namespace

CurlTransfer::CurlTransfer(std::uint32_t slot, const PreparedLoad& load, Shared& shared)
    : m_easy(curl_easy_init()),
      m_load(load),
      m_shared(shared),
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
    if (http2()) {
        curl_easy_setopt(easy, CURLOPT_USERAGENT, m_load.userAgent.c_str());  // else among the headers
        listen();
    }
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlTransfer::onSend);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, m_load.connection.keepAlive ? 0L : 1L);
    if (m_load.connection.keepCookies) {
        curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");  // no file: the engine alone, one for each handle
    }
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
        configureBody(request.body);
    }
    if (m_load.connection.keepCookies) {
        curl_easy_setopt(easy, CURLOPT_COOKIE, request.cookie.empty() ? nullptr : request.cookie.c_str());
    }
    const bool usual = request.method == "HEAD" || request.method == (post ? "POST" : "GET");
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, usual ? nullptr : request.method.c_str());
}

void CurlTransfer::configureBody(const std::string& body) {
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDS, body.c_str());  // not copied; it outlives the transfer
}

void CurlTransfer::render(const PreparedRequest& request, std::uint64_t number) {
    const RequestTemplate& shape = *request.shape;
    m_shared.values.draw(number);
    m_ids = shape.idsOf(m_shared.values);
    shape.renderBody(m_shared.values);
    m_body = m_shared.values.body;
    if (!request.body.empty()) {
        configureBody(m_body);
    }
    std::string text;
    m_headers.reset();
    for (const TextTemplate& field : shape.fields()) {
        text.clear();
        field.append(m_shared.values, text);
        append(m_headers, text);
    }
    shape.renderUrl(m_shared.values, text);
    m_url.reset(curl_url());
    curl_url_set(m_url.get(), CURLUPART_URL, text.c_str(), CURLU_DEFAULT_SCHEME | CURLU_URLENCODE);
    curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, m_headers.get());
    curl_easy_setopt(handle(), CURLOPT_CURLU, m_url.get());
}

void CurlTransfer::prepare(const Begin& what) {
    const PreparedRequest& request = m_load.requests[what.request];
    if (what.request != m_request) {
        configureRequest(request);
        m_request = what.request;
    }
    m_ids = {};
    if (request.shape) {
        render(request, what.number);
    }
    if (request.checks.keepAny()) {
        m_kept.begin();
    }
    if (m_setForRetry) {
        curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, curlMilliseconds(m_load.connection.timeout));
        curl_easy_setopt(handle(), CURLOPT_FRESH_CONNECT, 0L);
        m_setForRetry = false;
    }
    m_openedBefore = 0;
    m_mayGoAgain = request.idempotent;
    m_heldBack = false;
    m_refused = false;
    m_triedAfresh = false;
    m_flooded = false;
    m_closed = false;
    m_stream = {};
    m_head.reset();
    m_bytesIn = 0;
    m_bodyBytes = 0;
    m_attempts = 0;
    m_errorText[0] = '\0';
    m_begun = std::chrono::steady_clock::now();
    m_inFlight = true;
}

Answer CurlTransfer::finish(CURLcode code) {
    Answer answer{.slot = m_slot,
                  .failure = {},
                  .sent = m_begun,
                  .done = std::chrono::steady_clock::now(),
                  .check = {},
                  .text = {}};
    if (m_attempts > 0) {
        answer.sent = m_sent;
    }
    long requestBytes = 0;
    long opened = 0;
    curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &requestBytes);
    curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &opened);
    answer.bytesOut = static_cast<std::uint64_t>(requestBytes);
    if (!m_load.requests[m_request].body.empty()) {
        curl_off_t uploaded = 0;
        curl_easy_getinfo(handle(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
        answer.bytesOut += static_cast<std::uint64_t>(uploaded);
    }
    answer.attempts = m_attempts;
    answer.connectionsOpened = m_openedBefore + static_cast<std::uint64_t>(opened);
    judge(code, answer);
    answer.bytesIn = m_bytesIn;
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

SentRequest CurlTransfer::sent() const {
    const PreparedRequest& request = m_load.requests[m_request];
    const std::string target = request.shape ? targetOf(m_url.get()) : request.url.target;
    return {request.name.empty() ? request.method + " " + target : request.name, target, m_ids};
}

void CurlTransfer::judge(CURLcode code, Answer& answer) {
    if (!m_head.violation().empty()) {
        answer.failure = FailureKind::Protocol;
    } else if (m_flooded) {
        answer.failure = FailureKind::Protocol;
    } else if (code == CURLE_OK && wasCutWithConnection()) {
        answer.failure = FailureKind::ClosedInBody;
    } else if (m_head.complete() && (code == CURLE_OK || answerIsWhole(code))) {
        accept(m_head.status(), answer);
        return;
    } else if (const auto status = answerBehindRefusedUpload(code)) {
        accept(*status, answer);
        return;
    } else if (code == CURLE_OK) {
        // libcurl 7.88 takes a head that was cut short for a whole one.
        answer.failure = m_head.begun() ? FailureKind::ClosedInHead : FailureKind::ClosedBeforeResponse;
    } else {
        TransferProgress progress{.connected = m_attempts > 0,
                                  .headBegun = m_head.begun(),
                                  .headComplete = m_head.complete(),
                                  .heldBack = m_heldBack,
                                  .refused = m_refused || wasTurnedAway(code),
                                  .osError = 0,
                                  .text = m_errorText.data()};
        curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &progress.osError);
        answer.failure = kindOfFailure(code, progress);
        answer.timedOut = code == CURLE_OPERATION_TIMEDOUT;
    }
    answer.text = describe(code);
}

void CurlTransfer::accept(int status, Answer& answer) {
    answer.status = status;
    const AnswerChecks& checks = m_load.requests[m_request].checks;
    if (checks.empty()) {
        return;
    }
    m_checkFailure = checks.findFailure(answer.status, answer.done - answer.sent, m_kept);
    if (!m_checkFailure.check.empty()) {
        answer.failure = FailureKind::CheckFailed;
        answer.check = m_checkFailure.check;
        answer.text = m_checkFailure.text;
    }
}

std::string_view CurlTransfer::describe(CURLcode code) const {
    if (!m_head.violation().empty()) {
        return m_head.violation();
    }
    if (m_heldBack) {
        return "closed without an answer, and not sent again: it may have been carried out";
    }
    if (code != CURLE_OPERATION_TIMEDOUT && wasTurnedAway(code)) {
        return "turned away by GOAWAY";
    }
    if (m_flooded) {
        return "a flood of frames that answer nothing";
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
    transfer.m_shared.bytesSeen += bytes;
    if (transfer.m_load.requests[transfer.m_request].checks.readFields()) {
        transfer.keepLine({data, bytes});
    }
    return transfer.m_head.takeLine({data, bytes}) ? bytes : 0;
}

void CurlTransfer::keepLine(std::string_view line) {
    if (line.starts_with("HTTP/")) {
        m_kept.begin();  // an interim response came before
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        m_kept.addField(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
}

std::size_t CurlTransfer::onBody(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const std::size_t bytes = size * count;
    transfer.m_bytesIn += bytes;
    transfer.m_bodyBytes += bytes;
    transfer.m_shared.bytesSeen += bytes;
    if (transfer.m_load.requests[transfer.m_request].checks.readBody()) {
        transfer.m_kept.addBody({data, bytes});
    }
    return bytes;
}

}  // namespace leaktide
