#include "engine/run/http_put.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::size_t keepSome(const char* data, std::size_t size, std::size_t count, void* into) {
    auto* text = static_cast<std::string*>(into);
    text->append(data, std::min(size * count, std::size_t{4096} - std::min(text->size(), std::size_t{4096})));
    return size * count;
}

}  // namespace

Status httpPut(const std::string& url, const std::string& token, const std::string& body) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
    const std::string tokenLine = "X-Leaktide-Token: " + token;
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr, tokenLine.c_str()), &curl_slist_free_all);
    std::string answer;
    curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, 2000L);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &keepSome);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) {
        return Error{ErrorKind::Unreachable, url + ": " + curl_easy_strerror(code)};
    }
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300) {
        return Error{ErrorKind::InvalidInput, printable(trim(answer))};
    }
    return {};
}

}  // namespace leaktide
