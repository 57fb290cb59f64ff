#include "engine/load/prepared_load.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <numeric>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/load/connect_places.h"
#include "engine/load/target_address.h"
#include "engine/load/wire_form.h"

namespace leaktide {

namespace {

constexpr std::uint64_t LongestOrder = 100'000;

void append(CurlListPtr& list, const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list.get(), line.c_str())) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

// Over HTTP/1.1 libcurl would write Host, User-Agent and Accept letter by letter through its own printf, most
// of them twice: given as headers, they are written once. An empty "Host:" keeps it from its own.
CurlListPtr headersOf(const RequestSpec& spec, const Url& url, const PreparedLoad& load) {
    const ConnectionPlan& connection = load.connection;
    CurlListPtr list;
    if (connection.httpVersion == HttpVersion::Http1) {
        append(list, "Host:");
        for (const auto& [name, value] : usualHeaders(url, load.userAgent)) {
            if (!namesHeader(spec, name)) {
                append(list, name + ": " + value);
            }
        }
    }
    for (const Header& header : spec.headers) {
        // libcurl's ways to say "empty value": a semicolon instead of the colon.
        append(list, header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    }
    if (!namesHeader(spec, "Expect")) {
        append(list, "Expect:");  // never wait for a 100 that may not come
    }
    if (!connection.keepAlive && !namesHeader(spec, "Connection")) {
        append(list, "Connection: close");
    }
    return list;
}

Status writeWireForm(const RequestSpec& spec, const PreparedLoad& load, PreparedRequest& into) {
    const bool bodyVaries = RequestTemplate::holdsVariables(spec.body);
    const std::string length =
        bodyVaries ? std::string(RequestTemplate::LengthVariable) : std::to_string(spec.body.size());
    const std::string head = wireHead(spec, into.url, load.userAgent, load.connection.keepAlive, length);
    if (!bodyVaries && !RequestTemplate::holdsVariables(head)) {
        into.wire = head + spec.body;
        return {};
    }
    auto shape = RequestTemplate::parse(head, spec.body);
    if (!shape) {
        return shape.error();
    }
    into.shape = std::move(*shape);
    return {};
}

Result<PreparedRequest> prepareRequest(const RequestSpec& spec, const PreparedLoad& load) {
    auto url = parseUrl(spec.url);
    if (!url) {
        return url.error();
    }
    CurlListPtr headers = headersOf(spec, *url, load);
    CurlUrlPtr curlUrl(curl_url());
    if (curl_url_set(curlUrl.get(), CURLUPART_URL, spec.url.c_str(),
                     CURLU_DEFAULT_SCHEME | CURLU_URLENCODE) != CURLUE_OK) {
        return Error{ErrorKind::InvalidInput,
                     "URL '" + printable(redactUrl(spec.url)) + "': not a valid URL"};
    }
    PreparedRequest request{.url = std::move(*url),
                            .curlUrl = std::move(curlUrl),
                            .headers = std::move(headers),
                            .method = spec.method,
                            .body = spec.body,
                            .wire = {},
                            .shape = {},
                            .idempotent = isIdempotent(spec.method)};
    if (Status status = writeWireForm(spec, load, request); !status) {
        return status.error();
    }
    return request;
}

// Smooth weighted round robin (as in nginx): in each full round every request comes as often as its weight
// says, spread as evenly as can be.
std::vector<std::size_t> mixByWeight(const std::vector<RequestSpec>& requests) {
    std::uint64_t divisor = 0;
    std::uint64_t total = 0;
    for (const RequestSpec& request : requests) {
        divisor = std::gcd(divisor, std::uint64_t{request.weight});
        total += request.weight;
    }
    const std::uint64_t rounds = std::min(total / std::max<std::uint64_t>(divisor, 1), LongestOrder);
    std::vector<std::int64_t> credit(requests.size());
    std::vector<std::size_t> order;
    order.reserve(rounds);
    for (std::uint64_t i = 0; i < rounds; ++i) {
        for (std::size_t r = 0; r < requests.size(); ++r) {
            credit[r] += requests[r].weight;
        }
        const auto best = std::max_element(credit.begin(), credit.end());
        *best -= static_cast<std::int64_t>(total);
        order.push_back(static_cast<std::size_t>(best - credit.begin()));
    }
    return order;
}

// Finds out and pins the address of every place that will be connected to, unless the plan names it itself.
Status pinAddresses(PreparedLoad& load) {
    for (const std::string& entry : load.connection.resolve) {
        append(load.pinned, entry);
    }
    std::vector<std::string> pinned = load.connection.resolve;
    for (const Place& place : placesToConnectTo(load.requests, load.connection)) {
        const std::string prefix = place.host + ":" + std::to_string(place.port) + ":";
        const bool known = std::any_of(pinned.begin(), pinned.end(), [&prefix](const std::string& entry) {
            return entry.starts_with(prefix) || entry.starts_with("+" + prefix);
        });
        if (known || isNumericAddress(place.host)) {
            continue;
        }
        const auto addresses = resolveHost(place.host, load.connection.connectTimeout);
        if (!addresses) {
            return addresses.error();
        }
        pinned.push_back(pinnedEntry(place, *addresses));
        append(load.pinned, pinned.back());
    }
    return {};
}

Status checkFiles(const ConnectionPlan& connection) {
    const std::array<std::pair<const char*, const std::string*>, 3> files{
        {{"CA file", &connection.caFile},
         {"certificate file", &connection.certFile},
         {"key file", &connection.keyFile}}};
    for (const auto& [what, path] : files) {
        if (!path->empty() && access(path->c_str(), R_OK) != 0) {
            return Error{ErrorKind::InvalidInput, std::string("the ") + what + " '" + printable(*path) +
                                                      "' cannot be read: " + std::strerror(errno)};
        }
    }
    return {};
}

}  // namespace

Result<std::shared_ptr<const PreparedLoad>> prepareLoad(const Plan& plan) {
    auto load = std::make_shared<PreparedLoad>();
    load->connection = plan.connection;
    load->misbehaviour = plan.load.misbehaviour;
    load->userAgent = "leaktide/" LEAKTIDE_VERSION " (load test)";
    if (plan.requests.empty()) {
        return Error{ErrorKind::InvalidInput, "the plan has no request"};
    }
    for (const RequestSpec& spec : plan.requests) {
        auto request = prepareRequest(spec, *load);
        if (!request) {
            return request.error();
        }
        load->plainHttp = load->plainHttp && request->url.scheme == "http";
        load->largestBody = std::max(load->largestBody, request->body.size());
        load->requests.push_back(std::move(*request));
    }
    load->order = mixByWeight(plan.requests);
    for (const std::string& entry : plan.connection.connectTo) {
        append(load->connectTo, entry);
    }
    if (Status files = checkFiles(plan.connection); !files) {
        return files.error();
    }
    if (Status pinned = pinAddresses(*load); !pinned) {
        return pinned.error();
    }
    return std::shared_ptr<const PreparedLoad>(std::move(load));
}

}  // namespace leaktide
