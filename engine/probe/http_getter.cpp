#include "engine/probe/http_getter.h"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <optional>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

constexpr int MostRedirects = 3;
constexpr const char* Accept =
    "Accept: text/plain;version=0.0.4, application/json;q=0.9, "
    "application/openmetrics-text;version=1.0.0;q=0.8, "
    "*/*;q=0.1";

enum class Method { Get, Post };

struct Intake {
    std::string body;
    std::size_t most = 0;
    bool overflowed = false;
};

std::size_t takeIn(const char* data, std::size_t size, std::size_t count, void* into) {
    auto& intake = *static_cast<Intake*>(into);
    const std::size_t bytes = size * count;
    if (bytes > intake.most - intake.body.size()) {
        intake.overflowed = true;
        return 0;
    }
    intake.body.append(data, bytes);
    return bytes;
}

std::string textInfo(CURL* easy, CURLINFO what) {
    const char* text = nullptr;
    curl_easy_getinfo(easy, what, &text);
    return text == nullptr ? std::string() : std::string(text);
}

// The same host; on loopback another port too, since a debug listener often has one of its own.
bool mayFollow(const std::string& from, const std::string& to) {
    const auto a = parseUrl(from);
    const auto b = parseUrl(to);
    if (!a || !b || a->scheme != b->scheme || !equalsIgnoreCase(a->host, b->host)) {
        return false;
    }
    return a->port == b->port || scopeOfHost(a->host) == HostScope::Loopback;
}

long milliseconds(Nanos duration) {
    return static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

}  // namespace

struct HttpGetter::Parts {
    explicit Parts(HttpGetterSettings wanted)
        : settings(std::move(wanted)), easy(curl_easy_init(), &curl_easy_cleanup), multi(curl_multi_init()) {}
    ~Parts() {
        easy.reset();
        curl_multi_cleanup(multi);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    void prepare(const std::string& url, Method method, Intake& intake, const curl_slist* headers,
                 Nanos left);
    CURLcode perform();
    Result<HttpAnswer> exchange(const std::string& url, Method method, Nanos left);
    Result<HttpAnswer> follow(std::string url, Method method);

    const HttpGetterSettings settings;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy;
    CURLM* const multi;  // drives the one easy handle, because its wait can be woken by cancel()
    std::atomic<bool> cancelled{false};
    std::uint64_t bytes = 0;
};

void HttpGetter::Parts::prepare(const std::string& url, Method method, Intake& intake,
                                const curl_slist* headers, Nanos left) {
    CURL* const handle = easy.get();
    curl_easy_reset(handle);  // keeps the connection
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "leaktide-probe");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, settings.connections == Connections::CloseEach ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, std::max(1L, milliseconds(left)));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connectTimeout));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, settings.verifyTls ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, settings.verifyTls ? 2L : 0L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &takeIn);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &intake);
    if (method == Method::Post) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, 0L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "");
    }
}

CURLcode HttpGetter::Parts::perform() {
    curl_multi_add_handle(multi, easy.get());
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    int running = 1;
    while (running > 0 && !cancelled) {
        if (curl_multi_perform(multi, &running) != CURLM_OK) {
            break;
        }
        if (running > 0) {
            curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
        }
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
        if (message->msg == CURLMSG_DONE) {
            code = message->data.result;
        }
    }
    curl_multi_remove_handle(multi, easy.get());
    return code;
}

Result<HttpAnswer> HttpGetter::Parts::exchange(const std::string& url, Method method, Nanos left) {
    Intake intake{{}, settings.maxBytes};
    curl_slist* lines = curl_slist_append(nullptr, Accept);
    for (const Header& header : settings.headers) {
        const std::string line = header.name + (header.value.empty() ? ";" : ": " + header.value);
        lines = curl_slist_append(lines, line.c_str());
    }
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(lines, &curl_slist_free_all);
    prepare(url, method, intake, headers.get(), left);
    const CURLcode code = perform();
    curl_off_t body = 0;
    long head = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &body);
    curl_easy_getinfo(easy.get(), CURLINFO_HEADER_SIZE, &head);
    bytes += static_cast<std::uint64_t>(body) + static_cast<std::uint64_t>(head);
    if (cancelled) {
        return Error{ErrorKind::Interrupted, redactUrl(url) + ": stopped"};
    }
    if (intake.overflowed) {
        return Error{ErrorKind::Protocol, redactUrl(url) + ": the answer is larger than " +
                                              formatBytes(static_cast<double>(settings.maxBytes))};
    }
    if (code != CURLE_OK) {
        return Error{ErrorKind::Unreachable, redactUrl(url) + ": " + curl_easy_strerror(code)};
    }
    HttpAnswer answer;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    answer.contentType = textInfo(easy.get(), CURLINFO_CONTENT_TYPE);
    answer.body = std::move(intake.body);
    answer.url = url;
    return answer;
}

Result<HttpAnswer> HttpGetter::Parts::follow(std::string url, Method method) {
    const auto deadline = std::chrono::steady_clock::now() + settings.timeout;
    for (int hop = 0;; ++hop) {
        auto answer = exchange(url, method, deadline - std::chrono::steady_clock::now());
        if (!answer || answer->status < 300 || answer->status >= 400) {
            return answer;
        }
        const std::string next = textInfo(easy.get(), CURLINFO_REDIRECT_URL);
        if (next.empty()) {
            return answer;
        }
        if (hop == MostRedirects || !mayFollow(url, next)) {
            return Error{ErrorKind::Protocol, redactUrl(url) +
                                                  (hop == MostRedirects ? " redirects too often, last to "
                                                                        : " redirects to another host: ") +
                                                  printable(redactUrl(next))};
        }
        url = next;
    }
}

HttpGetterSettings getterSettings(const Plan& plan) {
    HttpGetterSettings settings;
    settings.headers = plan.probe.headers;
    settings.verifyTls = plan.connection.verifyTls;
    return settings;
}

HttpGetter::HttpGetter(HttpGetterSettings settings) : m_parts(std::make_unique<Parts>(std::move(settings))) {}

HttpGetter::~HttpGetter() = default;

Result<HttpAnswer> HttpGetter::get(const std::string& url) {
    return m_parts->follow(url, Method::Get);
}

Result<HttpAnswer> HttpGetter::post(const std::string& url) {
    return m_parts->follow(url, Method::Post);
}

void HttpGetter::cancel() {
    m_parts->cancelled = true;
    curl_multi_wakeup(m_parts->multi);
}

std::uint64_t HttpGetter::bytesReceived() const {
    return m_parts->bytes;
}

std::string describeStatus(const HttpAnswer& answer) {
    const bool closed = answer.status == 401 || answer.status == 403;
    return redactUrl(answer.url) + " answered " + std::to_string(answer.status) +
           (closed ? " (a header of the probe may open it)" : "");
}

}  // namespace leaktide
