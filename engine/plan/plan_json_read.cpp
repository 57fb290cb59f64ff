#include "engine/plan/json_reader.h"
#include "engine/plan/plan_json.h"
#include "engine/plan/plan_words.h"

namespace leaktide {

namespace {

using nlohmann::json;

constexpr std::size_t LongestPlan = 16U << 20U;

void readHeaders(ObjectReader& from, std::vector<Header>& into) {
    from.readList("headers", [&into](ObjectReader& item) {
        Header header;
        item.read("name", header.name);
        item.read("value", header.value);
        into.push_back(std::move(header));
    });
}

void readTexts(ObjectReader& from, const char* key, std::vector<std::string>& into) {
    const json* value = from.find(key);
    if (value == nullptr) {
        return;
    }
    const bool texts = value->is_array() && std::all_of(value->begin(), value->end(),
                                                        [](const json& item) { return item.is_string(); });
    texts ? void(into = value->get<std::vector<std::string>>())
          : from.complain(key, "must be a list of texts");
}

void readWeights(ObjectReader& from, std::vector<std::uint32_t>& into) {
    const json* value = from.find("weights");
    if (value == nullptr) {
        return;
    }
    const bool counts = value->is_array() && std::all_of(value->begin(), value->end(), [](const json& item) {
                            return item.is_number_unsigned() && item.get<std::uint64_t>() <= UINT32_MAX;
                        });
    counts ? void(into = value->get<std::vector<std::uint32_t>>())
           : from.complain("weights", "must be a list of whole numbers");
}

void readRequests(ObjectReader& from, std::vector<RequestSpec>& into) {
    from.readList("requests", [&into](ObjectReader& item) {
        RequestSpec request;
        item.read("name", request.name);
        item.read("method", request.method);
        item.read("url", request.url);
        item.read("body", request.body);
        item.readCount("weight", request.weight);
        readTexts(item, "checks", request.checks);
        readHeaders(item, request.headers);
        into.push_back(std::move(request));
    });
}

void readOptionalCount(ObjectReader& from, const char* key, std::optional<std::uint64_t>& into) {
    if (std::uint64_t count = 0; from.find(key) != nullptr) {
        from.readCount(key, count);
        into = count;
    }
}

// {"tasks": "my_jobs{state=\"running\"}"}
void readSignals(ObjectReader& from, std::vector<SignalChoice>& into) {
    const json* signals = from.find("signals");
    if (signals == nullptr) {
        return;
    }
    ObjectReader inner(*signals, from.pathOf("signals"), from.mistakes());
    if (!signals->is_object()) {
        return;
    }
    for (const auto& [signal, metrics] : signals->items()) {
        into.push_back({signal, {}});
        inner.read(signal.c_str(), into.back().metrics);
    }
}

template <typename Read>
void readObject(ObjectReader& from, const char* key, Read read) {
    if (const json* value = from.find(key)) {
        ObjectReader inner(*value, from.pathOf(key), from.mistakes());
        read(inner);
    }
}

// ["p99<50ms", "errors<1%"]
void readBudgets(ObjectReader& from, const char* key, std::vector<Budget>& into) {
    std::vector<std::string> texts;
    readTexts(from, key, texts);
    for (const std::string& text : texts) {
        auto budget = parseBudget(text);
        budget ? into.push_back(std::move(budget).value()) : from.complain(key, budget.error().message);
    }
}

void readSearch(ObjectReader& from, SearchPlan& into) {
    readBudgets(from, "budgets", into.budgets);
    if (Rate to; from.read("to", to)) {
        into.to = to;
    }
    from.read("settle", into.settle);
    from.read("step", into.step);
    from.read("confirm", into.confirm);
    from.read("precision", into.precision);
}

void readLoad(ObjectReader& from, LoadPlan& into) {
    from.readName("model", LoadModelWords, into.model);
    from.readCount("connections", into.connections);
    from.readCount("threads", into.threads);
    from.readName("arrivals", ArrivalsWords, into.arrivals);
    from.read("think_time", into.thinkTime);
    from.readName("exchange", ExchangeWords, into.exchange);
    readObject(from, "misbehaviour", [&into](ObjectReader& inner) {
        Misbehaviour bad;
        inner.readName("kind", MisbehaviourWords, bad.kind);
        inner.readCount("every", bad.every);
        inner.read("after", bad.after);
        inner.readCount("bytes", bad.bytes);
        into.misbehaviour = bad;
    });
    if (Rate rate; from.read("rate", rate)) {
        into.rate = rate;
    }
    from.readList("stages", [&into](ObjectReader& item) {
        Stage stage;
        item.read("duration", stage.duration);
        item.read("rate", stage.rate);
        readWeights(item, stage.weights);
        into.stages.push_back(stage);
    });
    from.read("duration", into.duration);
    from.read("find_endpoint", into.findEndpoint);
    readOptionalCount(from, "requests", into.requests);
    readObject(from, "search", [&into](ObjectReader& inner) { readSearch(inner, into.search.emplace()); });
}

void readConnection(ObjectReader& from, ConnectionPlan& into) {
    from.read("timeout", into.timeout);
    from.read("connect_timeout", into.connectTimeout);
    from.read("keep_alive", into.keepAlive);
    from.read("verify_tls", into.verifyTls);
    from.readName("http_version", HttpVersionWords, into.httpVersion);
    from.readCount("streams", into.streams);
    from.read("ca_file", into.caFile);
    from.read("cert_file", into.certFile);
    from.read("key_file", into.keyFile);
    from.read("unix_socket", into.unixSocket);
    from.read("proxy", into.proxy);
    readTexts(from, "resolve", into.resolve);
    readTexts(from, "connect_to", into.connectTo);
    from.read("idle_timeout", into.idleTimeout);
    from.read("max_lifetime", into.maxLifetime);
    readOptionalCount(from, "max_requests", into.maxRequests);
    from.read("tcp_keep_alive", into.tcpKeepAlive);
    from.read("keep_cookies", into.keepCookies);
}

void readPlan(ObjectReader& from, Plan& plan) {
    from.read("name", plan.name);
    readRequests(from, plan.requests);
    readTexts(from, "checks", plan.checks);
    from.read("trace", plan.trace);
    readObject(from, "data", [&plan](ObjectReader& inner) {
        inner.read("file", plan.data.file);
        inner.readName("order", DataOrderWords, plan.data.order);
    });
    readObject(from, "load", [&plan](ObjectReader& inner) { readLoad(inner, plan.load); });
    readObject(from, "connection", [&plan](ObjectReader& inner) { readConnection(inner, plan.connection); });
    readObject(from, "probe", [&plan](ObjectReader& inner) {
        inner.readName("mode", ProbeModeWords, plan.probe.mode);
        inner.read("url", plan.probe.url);
        inner.readCount("pid", plan.probe.pid);
        inner.read("interval", plan.probe.interval);
        readSignals(inner, plan.probe.signalChoices);
        readHeaders(inner, plan.probe.headers);
    });
    readBudgets(from, "thresholds", plan.thresholds);
    readObject(from, "phases", [&plan](ObjectReader& inner) {
        inner.read("baseline", plan.phases.baseline);
        inner.read("drain", plan.phases.drain);
        inner.readCount("cycles", plan.phases.cycles);
        inner.readCount("extend_to", plan.phases.extendTo);
    });
}

}  // namespace

Result<Plan> planFromJson(std::string_view text) {
    if (text.size() > LongestPlan) {
        return Error{ErrorKind::InvalidInput, "the plan is longer than 16 MiB"};
    }
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        return Error{ErrorKind::InvalidInput, "the plan is not valid JSON"};
    }
    std::vector<std::string> mistakes;
    Plan plan;
    {
        ObjectReader reader(document, "", mistakes);
        readPlan(reader, plan);
    }
    if (mistakes.empty()) {
        return plan;
    }
    std::string all;
    for (const std::string& mistake : mistakes) {
        all += (all.empty() ? "" : "; ") + mistake;
    }
    return Error{ErrorKind::InvalidInput, all};
}

}  // namespace leaktide
