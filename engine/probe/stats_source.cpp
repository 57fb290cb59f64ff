#include "engine/probe/stats_source.h"

#include <array>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"
#include "engine/probe/bounded_json.h"
#include "engine/probe/footprint.h"
#include "engine/probe/probe_words.h"

namespace leaktide {

namespace {

using Json = nlohmann::json;

struct StatsField {
    const char* pointer;  // RFC 6901
    const char* signal;
};

constexpr std::array Values{
    StatsField{"/pool/in_use", "pool_in_use"}, StatsField{"/tasks/total", "tasks"},
    StatsField{"/heap/in_use", "heap_in_use"}, StatsField{"/heap/allocated", "heap_allocated"},
    StatsField{"/process/rss", "rss"},         StatsField{"/process/fds", "fds"},
    StatsField{"/process/threads", "threads"}, StatsField{"/connections/open", "open_connections"},
    StatsField{"/db/in_use", "db_in_use"},     StatsField{"/buffers/in_use", "buffers_in_use"},
    StatsField{"/pool/idle", "pool_idle"},
};

constexpr std::array Limits{
    StatsField{"/process/fds_limit", "fds"},
    StatsField{"/db/max_open", "db_in_use"},
    StatsField{"/pool/max", "pool_in_use"},
};

std::optional<double> numberAt(const Json& document, const char* pointer) {
    const Json::json_pointer at(pointer);
    if (!document.contains(at) || !document.at(at).is_number()) {
        return std::nullopt;
    }
    return document.at(at).get<double>();
}

std::optional<std::string> identityOf(const Json& document) {
    const auto pid = numberAt(document, "/pid");
    const auto start = numberAt(document, "/start_time_unix_ms");
    if (!pid && !start) {
        return std::nullopt;
    }
    return "pid " + formatExact(pid.value_or(0)) + " started " + formatExact(start.value_or(0));
}

}  // namespace

Result<Gauges> readStats(std::string_view json) {
    const Json document = parseBoundedJson(json);
    if (!document.is_object()) {
        return Error{ErrorKind::Protocol, "the stats are no JSON object: " + printable(json, 60)};
    }
    Gauges gauges;
    for (const StatsField& field : Values) {
        if (const auto value = numberAt(document, field.pointer)) {
            gauges.values[field.signal] = *value;
        }
    }
    for (const StatsField& field : Limits) {
        if (const auto value = numberAt(document, field.pointer); value && *value > 0) {
            gauges.limits[field.signal] = *value;
        }
    }
    if (gauges.values.empty()) {
        return Error{ErrorKind::Protocol, "the stats hold none of the known gauges (pool, tasks, heap, …)"};
    }
    gauges.gcCycles = numberAt(document, "/gc_cycles");
    gauges.collectsOnAskingOnly = true;  // its allocator has nothing to collect, only pages to give back
    gauges.requestsServed = numberAt(document, "/requests/served");
    gauges.identity = identityOf(document);
    return gauges;
}

StatsSource::StatsSource(std::shared_ptr<HttpGetter> getter, std::string url)
    : m_getter(std::move(getter)), m_url(std::move(url)) {}

Result<Gauges> StatsSource::read() {
    const auto answer = m_getter->get(m_url);
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return Error{ErrorKind::Protocol, describeStatus(*answer)};
    }
    m_url = answer->url;  // a debug listener elsewhere is asked directly from now on
    auto gauges = readStats(answer->body);
    if (!gauges) {
        return Error{gauges.error().kind, redactUrl(m_url) + ": " + gauges.error().message};
    }
    takeOffOurs(*gauges, "fds");  // in the rest the server counts no debug connection
    return gauges;
}

Phrases StatsSource::describe() const {
    return {probeSay(ProbeSay::BundledStats, {redactUrl(m_url)})};
}

Result<bool> StatsSource::collectGarbage() {
    const auto url = parseUrl(m_url);
    if (!url) {
        return url.error();
    }
    const auto answer = m_getter->post(url->origin() + "/debug/gc");
    if (!answer) {
        return answer.error();
    }
    if (answer->status == 404 || answer->status == 405) {
        return false;
    }
    if (answer->status >= 300) {
        return Error{ErrorKind::Protocol, describeStatus(*answer) + ": " + printable(trim(answer->body))};
    }
    return true;
}

void StatsSource::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
