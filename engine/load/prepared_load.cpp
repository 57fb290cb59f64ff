#include "engine/load/prepared_load.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/load/connect_places.h"
#include "engine/load/target_address.h"
#include "engine/load/wire_form.h"

namespace leaktide {

void append(CurlListPtr& list, const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list.get(), line.c_str())) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

std::string targetOf(CURLU* url) {
    const auto part = [url](CURLUPart what) {
        char* text = nullptr;
        curl_url_get(url, what, &text, 0);
        const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
        return std::string(text == nullptr ? "" : text);
    };
    const std::string query = part(CURLUPART_QUERY);
    return part(CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
}

namespace {

// As libcurl wants them. Over HTTP/1.1 it would write Host, User-Agent and Accept letter by letter through
// its own printf, most of them twice: given as headers, they are written once. An empty "Host:" keeps it from
// its own.
std::vector<std::string> fieldsOf(const RequestSpec& spec, const Url& url, const PreparedLoad& load) {
    const ConnectionPlan& connection = load.connection;
    std::vector<std::string> fields;
    if (connection.httpVersion == HttpVersion::Http1) {
        fields.emplace_back("Host:");
        for (const auto& [name, value] : usualHeaders(url, load.userAgent)) {
            if (!namesHeader(spec, name)) {
                fields.push_back(name + ": " + value);
            }
        }
    }
    for (const Header& header : spec.headers) {
        if (connection.keepCookies && equalsIgnoreCase(header.name, "Cookie")) {
            continue;  // else it would be sent beside the one with the kept cookies
        }
        // libcurl's ways to say "empty value": a semicolon instead of the colon.
        fields.push_back(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    }
    if (!namesHeader(spec, "Expect")) {
        fields.emplace_back("Expect:");  // never wait for a 100 that may not come
    }
    if (!connection.keepAlive && !namesHeader(spec, "Connection")) {
        fields.emplace_back("Connection: close");
    }
    return fields;
}

Status writeWireForm(const RequestSpec& spec, const PreparedLoad& load, PreparedRequest& into) {
    const bool bodyVaries = TextTemplate::holdsVariables(spec.body, load.table());
    const std::string length =
        bodyVaries ? std::string(TextTemplate::LengthVariable) : std::to_string(spec.body.size());
    const std::string head = wireHead(spec, into.url, load.userAgent, load.connection.keepAlive, length);
    const RequestTemplate::Parts parts{head, spec.url, fieldsOf(spec, into.url, load), spec.body};
    for (const std::string& field : parts.fields) {
        append(into.headers, field);
    }
    if (!RequestTemplate::holdsVariables(parts, load.table())) {
        into.wire = head + spec.body;
        return {};
    }
    auto shape = RequestTemplate::parse(parts, load.table());
    if (!shape) {
        return shape.error();
    }
    into.shape = std::move(*shape);
    return {};
}

// A request that carries ids of its own, unless it names such a header itself.
RequestSpec withTraceIds(RequestSpec spec) {
    for (const auto& [name, value] :
         {std::pair("X-Trace-ID", "{{trace_id}}"), std::pair("X-Span-ID", "{{span_id}}"),
          std::pair("traceparent", "00-{{trace_id}}-{{span_id}}-01")}) {
        if (!namesHeader(spec, name)) {
            spec.headers.push_back({name, value});
        }
    }
    return spec;
}

std::string cookieOf(const RequestSpec& spec) {
    std::string all;
    for (const Header& header : spec.headers) {
        if (equalsIgnoreCase(header.name, "Cookie")) {
            all += (all.empty() ? "" : "; ") + header.value;
        }
    }
    return all;
}

Result<PreparedRequest> prepareRequest(const RequestSpec& spec, const PreparedLoad& load) {
    auto url = parseUrl(spec.url);
    if (!url) {
        return url.error();
    }
    CurlUrlPtr curlUrl(curl_url());
    if (curl_url_set(curlUrl.get(), CURLUPART_URL, spec.url.c_str(),
                     CURLU_DEFAULT_SCHEME | CURLU_URLENCODE) != CURLUE_OK) {
        return Error{ErrorKind::InvalidInput,
                     "URL '" + printable(redactUrl(spec.url)) + "': not a valid URL"};
    }
    PreparedRequest request{.name = spec.name,
                            .url = std::move(*url),
                            .curlUrl = std::move(curlUrl),
                            .headers = {},
                            .method = spec.method,
                            .body = spec.body,
                            .wire = {},
                            .shape = {},
                            .cookie = load.connection.keepCookies ? cookieOf(spec) : std::string(),
                            .checks = {},
                            .idempotent = isIdempotent(spec.method)};
    if (Status status = writeWireForm(spec, load, request); !status) {
        return status.error();
    }
    return request;
}

// A body with variables in it may be of any length.
std::size_t largestBodyOf(const PreparedRequest& request) {
    return request.shape && !request.body.empty() ? std::numeric_limits<std::size_t>::max()
                                                  : request.body.size();
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
    load->dataOrder = plan.data.order;
    if (!plan.data.file.empty()) {
        auto data = DataTable::read(plan.data.file);
        if (!data) {
            return data.error();
        }
        load->data = std::move(*data);
    }
    load->userAgent = "leaktide/" LEAKTIDE_VERSION " (load test)";
    if (plan.requests.empty()) {
        return Error{ErrorKind::InvalidInput, "the plan has no request"};
    }
    for (const RequestSpec& spec : plan.requests) {
        auto request = prepareRequest(plan.trace ? withTraceIds(spec) : spec, *load);
        if (!request) {
            return request.error();
        }
        std::vector<std::string> texts = plan.checks;
        texts.insert(texts.end(), spec.checks.begin(), spec.checks.end());
        auto checks = AnswerChecks::prepare(texts);
        if (!checks) {
            return checks.error();
        }
        request->checks = std::move(*checks);
        load->plainHttp = load->plainHttp && request->url.scheme == "http";
        load->largestBody = std::max(load->largestBody, largestBodyOf(*request));
        load->requests.push_back(std::move(*request));
    }
    load->mix = RequestMix(plan);
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
