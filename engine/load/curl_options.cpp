#include "engine/load/curl_options.h"

#include <algorithm>

namespace leaktide {

long curlMilliseconds(Nanos duration) {
    return std::max<long>(1, static_cast<long>((duration.count() + 999'999) / 1'000'000));
}

namespace {

// libcurl counts these in whole seconds.
long wholeSeconds(Nanos duration) {
    return std::max<long>(1, static_cast<long>((duration.count() + 999'999'999) / 1'000'000'000));
}

void setText(CURL* easy, CURLoption option, const std::string& text) {
    if (!text.empty()) {
        curl_easy_setopt(easy, option, text.c_str());  // copied
    }
}

void setTls(CURL* easy, const ConnectionPlan& connection) {
    const long verify = connection.verifyTls ? 1L : 0L;
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verify);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verify * 2);
    setText(easy, CURLOPT_CAINFO, connection.caFile);
    setText(easy, CURLOPT_SSLCERT, connection.certFile);
    setText(easy, CURLOPT_SSLKEY, connection.keyFile);
}

// libcurl copies these names into each new transfer's idea of a connection, TLS or not.
void forgetTlsDefaults(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, nullptr);
}

void setRoute(CURL* easy, const PreparedLoad& load) {
    curl_easy_setopt(easy, CURLOPT_PROXY,
                     load.connection.proxy.c_str());  // empty: none, not the environment's
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    setText(easy, CURLOPT_UNIX_SOCKET_PATH, load.connection.unixSocket);
    curl_easy_setopt(easy, CURLOPT_RESOLVE, load.pinned.get());
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, load.connectTo.get());
}

void setLifetime(CURL* easy, const ConnectionPlan& connection) {
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, connection.tcpKeepAlive ? 1L : 0L);
    if (connection.idleTimeout) {
        curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, wholeSeconds(*connection.idleTimeout));
    }
    if (connection.maxLifetime) {
        curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, wholeSeconds(*connection.maxLifetime));
    }
}

}  // namespace

void setCommonOptions(CURL* easy, const PreparedLoad& load) {
    const bool http2 = load.connection.httpVersion == HttpVersion::Http2;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                     static_cast<long>(http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, curlMilliseconds(load.connection.connectTimeout));
    if (load.plainHttp && load.connection.proxy.empty()) {
        forgetTlsDefaults(easy);
    } else {
        setTls(easy, load.connection);
    }
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);  // pinned; else it is swept at each request
    setRoute(easy, load);
    setLifetime(easy, load.connection);
}

}  // namespace leaktide
