#include "engine/probe/expvar_source.h"

#include <array>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/probe/bounded_json.h"
#include "engine/probe/footprint.h"
#include "engine/probe/metric_expression.h"
#include "engine/probe/probe_words.h"

namespace leaktide {

namespace {

using Json = nlohmann::json;

// expvar has no goroutine count of its own; these are the names programs give it.
constexpr std::array GoroutineNames{"goroutines",     "num_goroutine",   "numgoroutine",
                                    "num_goroutines", "goroutine_count", "runtime.goroutines"};

std::optional<double> numberIn(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || !found->is_number() ? std::nullopt
                                                        : std::optional<double>(found->get<double>());
}

std::optional<double> goroutines(const Json& document) {
    for (const auto& [key, value] : document.items()) {
        for (const char* name : GoroutineNames) {
            if (value.is_number() && equalsIgnoreCase(key, name)) {
                return value.get<double>();
            }
        }
    }
    const auto runtime = document.find("runtime");
    return runtime != document.end() && runtime->is_object() ? numberIn(*runtime, "goroutines")
                                                             : std::nullopt;
}

// "queue.depth" is a key of its own, or "depth" within "queue".
std::optional<double> numberAt(const Json& object, std::string_view path) {
    if (const auto found = object.find(path); found != object.end() && found->is_number()) {
        return found->get<double>();
    }
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
        const auto inner = object.find(path.substr(0, dot));
        if (inner != object.end() && inner->is_object()) {
            return numberAt(*inner, path.substr(dot + 1));
        }
    }
    return std::nullopt;
}

std::optional<double> valueOf(const Json& document, const std::string& metrics) {
    const auto expression = parseMetricExpression(metrics);
    if (!expression) {
        return std::nullopt;
    }
    double sum = 0;
    for (const MetricTerm& term : *expression) {
        const auto value = term.filters.empty() ? numberAt(document, term.metric) : std::nullopt;
        if (!value) {
            return std::nullopt;
        }
        sum += term.factor * *value;
    }
    return sum;
}

}  // namespace

Result<Gauges> readExpvar(std::string_view json, const std::vector<SignalChoice>& choices) {
    const Json document = parseBoundedJson(json);
    const auto memstats = document.is_object() ? document.find("memstats") : document.end();
    if (!document.is_object() || memstats == document.end() || !memstats->is_object()) {
        return Error{ErrorKind::Protocol, "no expvar page: it has no memstats"};
    }
    Gauges gauges;
    const auto keep = [&](const char* key, const char* signal) {
        if (const auto value = numberIn(*memstats, key)) {
            gauges.values[signal] = *value;
        }
    };
    keep("HeapInuse", "heap_in_use");
    keep("HeapAlloc", "heap_allocated");
    keep("HeapObjects", "heap_objects");
    gauges.gcCycles = numberIn(*memstats, "NumGC");
    if (const auto count = goroutines(document)) {
        gauges.values["tasks"] = *count;
        takeOffOurs(gauges, "tasks");
    }
    for (const SignalChoice& choice : choices) {
        gauges.values.erase(choice.signal);
        if (const auto value = valueOf(document, choice.metrics)) {
            gauges.values[choice.signal] = *value;
        }
    }
    return gauges;
}

ExpvarSource::ExpvarSource(std::shared_ptr<HttpGetter> getter, std::string url,
                           const std::vector<SignalChoice>& choices)
    : m_getter(std::move(getter)), m_url(std::move(url)), m_choices(choices), m_collection(m_url) {}

Result<Gauges> ExpvarSource::read() {
    const auto answer = m_getter->get(m_url);
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return Error{ErrorKind::Protocol, describeStatus(*answer)};
    }
    auto gauges = readExpvar(answer->body, m_choices);
    return gauges ? gauges : Error{gauges.error().kind, redactUrl(m_url) + ": " + gauges.error().message};
}

Phrases ExpvarSource::describe() const {
    return {probeSay(ProbeSay::Expvar, {redactUrl(m_url)})};
}

Result<bool> ExpvarSource::collectGarbage() {
    return m_collection.run(*m_getter);
}

void ExpvarSource::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
