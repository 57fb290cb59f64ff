#include "engine/load/curl_options.h"

#include <algorithm>

namespace leaktide {

long curlMilliseconds(Nanos duration) {
    return std::max<long>(1, static_cast<long>((duration.count() + 999'999) / 1'000'000));
}

void setCommonOptions(CURL* easy, const PreparedLoad& load) {
    const long verify = load.connection.verifyTls ? 1L : 0L;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, curlMilliseconds(load.connection.connectTimeout));
    curl_easy_setopt(easy, CURLOPT_RESOLVE, load.pinned.get());
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verify);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verify * 2);
}

}  // namespace leaktide
