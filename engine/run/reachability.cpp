#include "engine/run/reachability.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <string>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

std::string reasonOf(CURLcode code, long osError, Nanos timeout) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the host name could not be resolved";
        case CURLE_OPERATION_TIMEDOUT:
            return "no answer within " + formatDuration(timeout);
        case CURLE_COULDNT_CONNECT:
            if (osError == ECONNREFUSED) {
                return "connection refused";
            }
            return osError != 0 ? std::strerror(static_cast<int>(osError)) : curl_easy_strerror(code);
        default:
            return curl_easy_strerror(code);
    }
}

std::string placeOf(const Url& url, const ConnectionPlan& connection) {
    if (!connection.unixSocket.empty()) {
        return "the socket " + printable(connection.unixSocket);
    }
    return url.hostAndPort() +
           (connection.proxy.empty() ? "" : " through " + printable(redactUrl(connection.proxy)));
}

using SlistPtr = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

SlistPtr listOf(const std::vector<std::string>& entries) {
    SlistPtr list(nullptr, &curl_slist_free_all);
    for (const std::string& entry : entries) {
        list.reset(curl_slist_append(list.release(), entry.c_str()));
    }
    return list;
}

Status connectOnce(const Url& url, const ConnectionPlan& connection) {
    const Nanos timeout = connection.connectTimeout;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
    // Plain TCP even for https: a certificate that fails is a result of the run, told apart there.
    const std::string place = "http://" + url.hostAndPort();
    const auto ms =
        std::max<long>(1, static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(timeout).count()));
    curl_easy_setopt(handle.get(), CURLOPT_URL, place.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, connection.proxy.c_str());
    const SlistPtr resolve = listOf(connection.resolve);
    const SlistPtr connectTo = listOf(connection.connectTo);
    curl_easy_setopt(handle.get(), CURLOPT_RESOLVE, resolve.get());
    curl_easy_setopt(handle.get(), CURLOPT_CONNECT_TO, connectTo.get());
    if (!connection.unixSocket.empty()) {
        curl_easy_setopt(handle.get(), CURLOPT_UNIX_SOCKET_PATH, connection.unixSocket.c_str());
    }
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, ms);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, ms);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) {
        return {};
    }
    long osError = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_OS_ERRNO, &osError);
    return Error{ErrorKind::Unreachable,
                 "cannot reach " + placeOf(url, connection) + ": " + reasonOf(code, osError, timeout)};
}

}  // namespace

Status checkReachable(const Plan& plan) {
    std::set<std::string> asked;
    for (const RequestSpec& request : plan.requests) {
        const auto url = parseUrl(request.url);
        if (!url) {
            return url.error();
        }
        if (!asked.insert(url->hostAndPort()).second) {
            continue;
        }
        if (Status status = connectOnce(*url, plan.connection); !status) {
            return status;
        }
    }
    return {};
}

}  // namespace leaktide
