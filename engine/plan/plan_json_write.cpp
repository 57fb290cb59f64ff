#include <nlohmann/json.hpp>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/check.h"
#include "engine/plan/plan_json.h"
#include "engine/plan/plan_words.h"

namespace leaktide {

namespace {

using nlohmann::json;

// Durations are numbers of seconds, rates numbers per second or exact texts ("7/4s"): what a person would
// write.
json durationJson(Nanos value) {
    return toSeconds(value);
}

json rateJson(const Rate& rate) {
    if (rate.per == std::chrono::seconds(1)) {
        return rate.count;
    }
    return std::to_string(rate.count) + "/" + std::to_string(rate.per.count()) + "ns";
}

json headersJson(const std::vector<Header>& headers, Secrets secrets) {
    json list = json::array();
    for (const Header& header : headers) {
        const bool hide = secrets == Secrets::Redact && isSecretHeader(header.name);
        list.push_back({{"name", header.name}, {"value", hide ? "***" : header.value}});
    }
    return list;
}

std::string urlText(const std::string& url, Secrets secrets) {
    return secrets == Secrets::Redact ? redactUrl(url) : url;
}

json checksJson(const std::vector<std::string>& checks, Secrets secrets) {
    json list = json::array();
    for (const std::string& check : checks) {
        list.push_back(secrets == Secrets::Redact ? redactCheck(check) : check);
    }
    return list;
}

json requestsJson(const std::vector<RequestSpec>& requests, Secrets secrets) {
    json list = json::array();
    for (const RequestSpec& request : requests) {
        list.push_back({{"name", request.name},
                        {"method", request.method},
                        {"url", urlText(request.url, secrets)},
                        {"headers", headersJson(request.headers, secrets)},
                        {"body", request.body},
                        {"weight", request.weight},
                        {"checks", checksJson(request.checks, secrets)}});
    }
    return list;
}

json connectionJson(const ConnectionPlan& connection, Secrets secrets) {
    json object = {{"timeout", durationJson(connection.timeout)},
                   {"connect_timeout", durationJson(connection.connectTimeout)},
                   {"keep_alive", connection.keepAlive},
                   {"verify_tls", connection.verifyTls},
                   {"http_version", HttpVersionWords.at(static_cast<std::size_t>(connection.httpVersion))},
                   {"streams", connection.streams},
                   {"ca_file", connection.caFile},
                   {"cert_file", connection.certFile},
                   {"key_file", connection.keyFile},
                   {"unix_socket", connection.unixSocket},
                   {"proxy", urlText(connection.proxy, secrets)},
                   {"resolve", connection.resolve},
                   {"connect_to", connection.connectTo},
                   {"tcp_keep_alive", connection.tcpKeepAlive},
                   {"keep_cookies", connection.keepCookies}};
    if (connection.idleTimeout) {
        object["idle_timeout"] = durationJson(*connection.idleTimeout);
    }
    if (connection.maxLifetime) {
        object["max_lifetime"] = durationJson(*connection.maxLifetime);
    }
    if (connection.maxRequests) {
        object["max_requests"] = *connection.maxRequests;
    }
    return object;
}

json budgetsJson(const std::vector<Budget>& budgets) {
    json list = json::array();
    for (const Budget& budget : budgets) {
        list.push_back(budget.text);
    }
    return list;
}

json searchJson(const SearchPlan& search) {
    json object = {{"budgets", budgetsJson(search.budgets)},
                   {"settle", durationJson(search.settle)},
                   {"step", durationJson(search.step)},
                   {"confirm", durationJson(search.confirm)},
                   {"precision", search.precision}};
    if (search.to) {
        object["to"] = rateJson(*search.to);
    }
    return object;
}

}  // namespace

json planToJson(const Plan& plan, Secrets secrets) {
    json load = {{"model", LoadModelWords.at(static_cast<std::size_t>(plan.load.model))},
                 {"connections", plan.load.connections},
                 {"threads", plan.load.threads},
                 {"duration", durationJson(plan.load.duration)},
                 {"arrivals", ArrivalsWords.at(static_cast<std::size_t>(plan.load.arrivals))},
                 {"think_time", durationJson(plan.load.thinkTime)},
                 {"exchange", ExchangeWords.at(static_cast<std::size_t>(plan.load.exchange))}};
    if (plan.load.rate) {
        load["rate"] = rateJson(*plan.load.rate);
    }
    if (plan.load.findEndpoint) {
        load["find_endpoint"] = true;
    }
    if (plan.load.requests) {
        load["requests"] = *plan.load.requests;
    }
    if (const auto& bad = plan.load.misbehaviour) {
        load["misbehaviour"] = {{"kind", MisbehaviourWords.at(static_cast<std::size_t>(bad->kind))},
                                {"every", bad->every},
                                {"after", durationJson(bad->after)},
                                {"bytes", bad->bytes}};
    }
    for (const Stage& stage : plan.load.stages) {
        json one = {{"duration", durationJson(stage.duration)}, {"rate", rateJson(stage.rate)}};
        if (!stage.weights.empty()) {
            one["weights"] = stage.weights;
        }
        load["stages"].push_back(std::move(one));
    }
    if (plan.load.search) {
        load["search"] = searchJson(*plan.load.search);
    }
    json probe = {{"mode", ProbeModeWords.at(static_cast<std::size_t>(plan.probe.mode))},
                  {"url", urlText(plan.probe.url, secrets)},
                  {"headers", headersJson(plan.probe.headers, secrets)}};
    if (plan.probe.mode == ProbeMode::Pid) {
        probe["pid"] = plan.probe.pid;
    }
    for (const SignalChoice& choice : plan.probe.signalChoices) {
        probe["signals"][choice.signal] = choice.metrics;
    }
    if (plan.probe.interval) {
        probe["interval"] = durationJson(*plan.probe.interval);
    }
    return {
        {"name", plan.name},
        {"requests", requestsJson(plan.requests, secrets)},
        {"checks", checksJson(plan.checks, secrets)},
        {"data",
         {{"file", plan.data.file}, {"order", DataOrderWords.at(static_cast<std::size_t>(plan.data.order))}}},
        {"trace", plan.trace},
        {"load", load},
        {"connection", connectionJson(plan.connection, secrets)},
        {"probe", probe},
        {"thresholds", budgetsJson(plan.thresholds)},
        {"phases",
         {{"baseline", durationJson(plan.phases.baseline)},
          {"drain", durationJson(plan.phases.drain)},
          {"cycles", plan.phases.cycles},
          {"extend_to", plan.phases.extendTo}}}};
}

}  // namespace leaktide
