// A plan made ready for the wire: URLs taken apart, header lists built, addresses pinned. Made once before
// the run, read by all workers, never changed.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/load/answer_checks.h"
#include "engine/load/request_mix.h"
#include "engine/load/request_template.h"
#include "engine/load/request_values.h"
#include "engine/plan/plan.h"
#include "engine/plan/url.h"

namespace leaktide {

struct CurlUrlDeleter {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct CurlListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlUrlPtr = std::unique_ptr<CURLU, CurlUrlDeleter>;
using CurlListPtr = std::unique_ptr<curl_slist, CurlListDeleter>;

void append(CurlListPtr& list, const std::string& line);
std::string targetOf(CURLU* url);  // path and query

struct PreparedRequest {
    std::string name;  // may be empty
    Url url;
    CurlUrlPtr curlUrl;
    CurlListPtr headers;
    std::string method;
    std::string body;
    std::string wire;                      // the whole request as the direct exchange sends it
    std::optional<RequestTemplate> shape;  // instead of `wire`, where the request holds variables
    std::string cookie;                    // where cookies are kept: the plan's own, apart from the headers
    AnswerChecks checks;
    bool idempotent = false;  // may be sent again when nothing came back (RFC 9110, 9.2.2)
};

struct PreparedLoad {
    std::vector<PreparedRequest> requests;
    RequestMix mix;         // which of them is sent when
    CurlListPtr pinned;     // CURLOPT_RESOLVE entries; null when there are none
    CurlListPtr connectTo;  // CURLOPT_CONNECT_TO entries; null when there are none
    ConnectionPlan connection;
    std::optional<Misbehaviour> misbehaviour;
    std::string userAgent;
    std::size_t largestBody = 0;
    std::optional<DataTable> data;
    DataOrder dataOrder = DataOrder::InTurn;
    mutable std::atomic<std::uint64_t> sequence{0};  // {{seq}}: how many numbers were given out
    bool plainHttp = true;

    [[nodiscard]] const DataTable* table() const { return data ? &*data : nullptr; }
    [[nodiscard]] RequestValues::Sources valueSources() const { return {sequence, table(), dataOrder}; }
};

// Error: a URL that cannot be parsed or a file that cannot be read (InvalidInput), a host that cannot be
// resolved (Unreachable).
Result<std::shared_ptr<const PreparedLoad>> prepareLoad(const Plan& plan);

}  // namespace leaktide
