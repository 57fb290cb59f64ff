#include "engine/run/reachability.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <string>

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

Status connectOnce(const Url& url, Nanos timeout) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
    // Plain TCP even for https: a certificate that fails is a result of the run, told apart there.
    const std::string place = "http://" + url.hostAndPort();
    const auto ms =
        std::max<long>(1, static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(timeout).count()));
    curl_easy_setopt(handle.get(), CURLOPT_URL, place.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
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
                 "cannot reach " + url.hostAndPort() + ": " + reasonOf(code, osError, timeout)};
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
        if (Status status = connectOnce(*url, plan.connection.connectTimeout); !status) {
            return status;
        }
    }
    return {};
}

}  // namespace leaktide
