#include "engine/plan/plan_rules.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/plan/check.h"
#include "engine/plan/url.h"
#include "engine/plan/varied_shares.h"

namespace leaktide {

namespace {

using Mistakes = std::vector<PlanMistake>;

// RFC 9110, 5.6.2: the characters of a token (methods, header names).
bool isToken(const std::string& text) {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
    });
}

bool holdsLineBreak(const std::string& text) {
    return text.find_first_of(std::string("\r\n\0", 3)) != std::string::npos;
}

void checkHeaders(const std::vector<Header>& headers, const std::string& path, Mistakes& found) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]";
        if (!isToken(headers[i].name)) {
            found.push_back({at + ".name", "'" + printable(headers[i].name, 40) + "' is not a header name"});
        }
        if (holdsLineBreak(headers[i].value)) {
            found.push_back({at + ".value", "must not hold a line break"});
        }
    }
}

void checkChecks(const std::vector<std::string>& checks, const std::string& path, Mistakes& found) {
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (const auto check = parseCheck(checks[i]); !check) {
            found.push_back({path + "[" + std::to_string(i) + "]", check.error().message});
        }
    }
}

void checkRequests(const std::vector<RequestSpec>& requests, Mistakes& found) {
    if (requests.empty()) {
        found.push_back({"requests", "at least one is needed"});
    }
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::string at = "requests[" + std::to_string(i) + "]";
        if (const auto url = parseUrl(requests[i].url); !url) {
            found.push_back({at + ".url", url.error().message});
        }
        if (!isToken(requests[i].method)) {
            found.push_back(
                {at + ".method", "'" + printable(requests[i].method, 40) + "' is not an HTTP method"});
        }
        if (requests[i].weight == 0) {
            found.push_back({at + ".weight", "must be > 0"});
        }
        checkHeaders(requests[i].headers, at + ".headers", found);
        checkChecks(requests[i].checks, at + ".checks", found);
    }
}

void checkRate(const std::optional<Rate>& rate, const std::string& path, Mistakes& found) {
    if (!rate || rate->count == 0 || rate->per <= Nanos(0)) {
        found.push_back({path, "must be > 0"});
    } else if (rate->perSecond() > 10e6) {
        found.push_back({path, "must be at most 10,000,000 per second"});
    }
}

void checkStages(const Plan& plan, Mistakes& found) {
    const std::vector<Stage>& stages = plan.load.stages;
    Nanos whole{};
    for (std::size_t i = 0; i < stages.size(); ++i) {
        whole += stages[i].duration;
        if (stages[i].duration < Nanos(0)) {
            found.push_back({"load.stages[" + std::to_string(i) + "].duration", "must be >= 0"});
        }
        const std::vector<std::uint32_t>& weights = stages[i].weights;
        if (!weights.empty() &&
            (weights.size() != plan.requests.size() ||
             std::all_of(weights.begin(), weights.end(), [](auto one) { return one == 0; }))) {
            found.push_back({"load.stages[" + std::to_string(i) + "].weights",
                             "must be one for each request, not all 0"});
        }
    }
    if (!stages.empty() && whole <= Nanos(0)) {
        found.push_back({"load.stages", "must take some time together"});
    }
}

void checkLoad(const Plan& plan, Mistakes& found) {
    const LoadPlan& load = plan.load;
    if (load.connections == 0 || load.connections > 100'000) {
        found.push_back({"load.connections", "must be from 1 to 100,000"});
    }
    if (load.threads == 0 || load.threads > 256) {
        found.push_back({"load.threads", "must be from 1 to 256"});
    } else if (load.threads > load.connections) {
        found.push_back({"load.threads", "must not be more than load.connections"});
    }
    checkStages(plan, found);
    if (load.duration <= Nanos(0)) {
        found.push_back({"load.duration", "must be > 0"});
    }
    if (load.requests && *load.requests == 0) {
        found.push_back({"load.requests", "must be > 0"});
    }
    if (load.model == LoadModel::ConstantRate) {
        checkRate(load.rate, "load.rate", found);
    } else if (load.rate) {
        found.push_back({"load.rate", "only goes with load.model \"constant_rate\""});
    }
    if (load.model == LoadModel::Stages && load.stages.empty()) {
        found.push_back({"load.stages", "at least one is needed"});
    }
}

void checkSearch(const Plan& plan, Mistakes& found) {
    if (!plan.load.search) {
        return;
    }
    const SearchPlan& search = *plan.load.search;
    if (plan.load.model != LoadModel::ConstantRate) {
        found.push_back({"load.search", "only goes with load.model \"constant_rate\""});
    }
    if (search.budgets.empty()) {
        found.push_back({"load.search.budgets", "at least one is needed, such as p99<50ms"});
    }
    if (search.to && plan.load.rate && search.to->perSecond() < plan.load.rate->perSecond()) {
        found.push_back({"load.search.to", "must not be below load.rate, where the search begins"});
    }
    if (search.step <= Nanos(0) || search.confirm <= Nanos(0) || search.settle < Nanos(0)) {
        found.push_back({"load.search.step", "steps must take some time"});
    }
    if (!(search.precision >= 0.001 && search.precision <= 0.5)) {
        found.push_back({"load.search.precision", "must be from 0.001 to 0.5"});
    }
    if (plan.load.requests) {
        found.push_back({"load.requests", "does not go with load.search"});
    }
    if (plan.phases.cycles > 1 || plan.phases.extendTo > 1) {
        found.push_back({"phases.cycles", "a search loads once only"});
    }
}

void checkFindEndpoint(const Plan& plan, Mistakes& found) {
    const bool varied = plan.load.model == LoadModel::Stages && !plan.load.stages.empty() &&
                        !plan.load.stages.front().weights.empty();
    if (!plan.load.findEndpoint) {
        return;
    }
    const auto refuse = [&found](const char* sentence) { found.push_back({"load.find_endpoint", sentence}); };
    if (plan.requests.size() < 2) {
        refuse("needs two or more requests, such as --path twice, --urls, --targets or a plan of several");
    } else if (plan.requests.size() > SharePatterns) {
        refuse("at most 16 requests can be told apart");
    }
    if (!varied && (plan.load.model != LoadModel::ConstantRate || plan.load.search)) {
        refuse(
            "needs a constant rate (-q, load.rate) and no search: it varies how often each request is sent");
    }
    if (plan.load.requests) {
        refuse("does not go with load.requests: it needs the whole load");
    }
    if (!varied && plan.load.duration < ShortestVariedLoad) {
        refuse("needs a load of 16 s or more, such as -z 16s");
    }
    if (plan.probe.mode == ProbeMode::None) {
        refuse("needs readings of the target");
    }
    constexpr std::uint32_t HighestWeight = 1'000'000;
    if (std::any_of(plan.requests.begin(), plan.requests.end(),
                    [](const RequestSpec& request) { return request.weight > HighestWeight; })) {
        refuse("takes weights up to 1,000,000");
    }
}

void checkTimes(const Plan& plan, Mistakes& found) {
    const auto mustBePositive = [&found](Nanos value, const char* path) {
        if (value <= Nanos(0)) {
            found.push_back({path, "must be > 0"});
        }
    };
    mustBePositive(plan.connection.timeout, "connection.timeout");
    mustBePositive(plan.connection.connectTimeout, "connection.connect_timeout");
    if (plan.connection.idleTimeout) {
        mustBePositive(*plan.connection.idleTimeout, "connection.idle_timeout");
    }
    if (plan.connection.maxLifetime) {
        mustBePositive(*plan.connection.maxLifetime, "connection.max_lifetime");
    }
    if (plan.probe.interval && *plan.probe.interval < std::chrono::milliseconds(10)) {
        found.push_back({"probe.interval", "must be at least 10 ms"});
    }
    if (plan.phases.baseline < Nanos(0)) {
        found.push_back({"phases.baseline", "must be >= 0"});
    }
    if (plan.phases.drain < Nanos(0)) {
        found.push_back({"phases.drain", "must be >= 0"});
    }
    if (plan.phases.extendTo == 0 || plan.phases.extendTo > 64) {
        found.push_back({"phases.extend_to", "must be from 1 to 64"});
    }
    if (plan.phases.cycles == 0 || plan.phases.cycles > 1000) {
        found.push_back({"phases.cycles", "must be from 1 to 1000"});
    }
}

void checkPace(const LoadPlan& load, Mistakes& found) {
    if (load.thinkTime < Nanos(0)) {
        found.push_back({"load.think_time", "must be >= 0"});
    } else if (load.thinkTime > Nanos(0) && load.model != LoadModel::Closed) {
        found.push_back({"load.think_time", "only goes with load.model \"closed\""});
    }
    if (load.misbehaviour && load.misbehaviour->every == 0) {
        found.push_back({"load.misbehaviour.every", "must be > 0"});
    }
    if (load.misbehaviour && load.misbehaviour->after <= Nanos(0)) {
        found.push_back({"load.misbehaviour.after", "must be > 0"});
    }
    if (load.misbehaviour && load.misbehaviour->bytes == 0) {
        found.push_back({"load.misbehaviour.bytes", "must be > 0"});
    }
    if (load.arrivals != Arrivals::Even && load.model == LoadModel::Closed) {
        found.push_back({"load.arrivals", "do not go with load.model \"closed\""});
    }
}

// "host:port:rest" with `colons` at least; addresses may hold colons of their own.
bool hasColons(const std::string& text, std::ptrdiff_t colons) {
    return std::count(text.begin(), text.end(), ':') >= colons && !holdsLineBreak(text);
}

void checkConnection(const Plan& plan, Mistakes& found) {
    const ConnectionPlan& connection = plan.connection;
    for (std::size_t i = 0; i < connection.resolve.size(); ++i) {
        if (!hasColons(connection.resolve[i], 2)) {
            found.push_back({"connection.resolve[" + std::to_string(i) + "]", "must be HOST:PORT:ADDRESS"});
        }
    }
    for (std::size_t i = 0; i < connection.connectTo.size(); ++i) {
        if (!hasColons(connection.connectTo[i], 3)) {
            found.push_back(
                {"connection.connect_to[" + std::to_string(i) + "]", "must be HOST:PORT:HOST:PORT"});
        }
    }
    if (connection.streams == 0 || connection.streams > 1000) {
        found.push_back({"connection.streams", "must be from 1 to 1000"});
    } else if (connection.streams > 1 && connection.httpVersion != HttpVersion::Http2) {
        found.push_back({"connection.streams", "only goes with connection.http_version \"2\""});
    }
    if (connection.maxRequests && *connection.maxRequests == 0) {
        found.push_back({"connection.max_requests", "must be > 0"});
    }
    if (!connection.proxy.empty() && !connection.unixSocket.empty()) {
        found.push_back({"connection.proxy", "does not go with connection.unix_socket"});
    }
    if (connection.keyFile.empty() != connection.certFile.empty()) {
        found.push_back({connection.keyFile.empty() ? "connection.key_file" : "connection.cert_file",
                         "a certificate and its key go together"});
    }
    const auto plain = [](const RequestSpec& request) {
        const auto url = parseUrl(request.url);
        return url && url->scheme != "https";
    };
    if (connection.httpVersion == HttpVersion::Http2 &&
        std::any_of(plan.requests.begin(), plan.requests.end(), plain)) {
        found.push_back({"connection.http_version",
                         "HTTP/2 needs https:// URLs (this libcurl cannot keep HTTP/2 without TLS alive)"});
    }
}

}  // namespace

std::vector<PlanMistake> findMistakes(const Plan& plan) {
    Mistakes found;
    checkRequests(plan.requests, found);
    checkChecks(plan.checks, "checks", found);
    checkLoad(plan, found);
    checkFindEndpoint(plan, found);
    checkSearch(plan, found);
    checkTimes(plan, found);
    checkPace(plan.load, found);
    checkConnection(plan, found);
    if (plan.probe.mode == ProbeMode::Url) {
        if (const auto url = parseUrl(plan.probe.url); !url) {
            found.push_back({"probe.url", url.error().message});
        }
    }
    if (plan.probe.mode == ProbeMode::Pid && plan.probe.pid == 0) {
        found.push_back({"probe.pid", "must be the number of a process"});
    }
    checkHeaders(plan.probe.headers, "probe.headers", found);
    return found;
}

std::string joinMistakes(const std::vector<PlanMistake>& mistakes) {
    std::string text;
    for (const PlanMistake& mistake : mistakes) {
        text += (text.empty() ? "" : "; ") + mistake.path + ": " + mistake.message;
    }
    return text;
}

}  // namespace leaktide
