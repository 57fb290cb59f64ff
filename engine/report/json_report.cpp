#include "engine/report/json_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/plan/plan_json.h"
#include "engine/report/load_json_report.h"
#include "engine/report/profile_files.h"
#include "engine/report/record_facts.h"
#include "engine/store/detail_json.h"
#include "engine/store/profile_json.h"
#include "engine/store/safe_text.h"
#include "engine/store/sample_json.h"

namespace leaktide {

namespace {

using nlohmann::ordered_json;

ordered_json orNull(std::optional<double> value) {
    return value && std::isfinite(*value) ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json latencyJson(const Histogram& times) {
    const auto us = [&times](double ns) {
        return orNull(times.count() == 0 ? std::nullopt : std::optional(ns / 1e3));
    };
    const auto quantile = [&](double q) { return us(static_cast<double>(times.quantile(q).count())); };
    return {{"p50", quantile(0.50)},
            {"p90", quantile(0.90)},
            {"p95", quantile(0.95)},
            {"p99", quantile(0.99)},
            {"p999", quantile(0.999)},
            {"max", us(static_cast<double>(times.max().count()))},
            {"mean", us(times.meanNs())},
            {"min", us(static_cast<double>(times.min().count()))},
            {"stddev", us(times.standardDeviationNs())},
            {"count", times.count()}};
}

ordered_json loadJson(const RunRecord& record, const SafeText& safe) {
    const LoadCounters& counters = record.totals.counters;
    ordered_json errors = ordered_json::object();
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        if (counters.failures.at(kind) > 0) {
            errors[std::string(nameOf(static_cast<FailureKind>(kind)))] = counters.failures.at(kind);
        }
    }
    ordered_json statuses = ordered_json::object();
    for (const auto& [status, count] : counters.statuses) {
        statuses[std::to_string(status)] = count;
    }
    return {{"requests", counters.requests},
            {"ok", counters.ok},
            {"http_errors", counters.httpErrors},
            {"failed", counters.failed},
            {"attempts", counters.attempts},
            {"retries", counters.retries},
            {"unsent", counters.unsent},
            {"dropped", counters.dropped},
            {"late", counters.late},
            {"errors", errors},
            {"by_request", counters.byRequest},
            {"failed_checks", safe.clean(counters).failedChecks},
            {"statuses", statuses},
            {"duration_s", record.loadDurationS},
            {"requests_per_s", orNull(requestsPerSecond(record))},
            {"bytes_in", counters.bytesIn},
            {"bytes_out", counters.bytesOut},
            {"connections_opened", counters.connectionsOpened},
            {"service_time_us", latencyJson(record.totals.serviceTime)},
            {"response_time_us", latencyJson(record.totals.responseTime)}};
}

ordered_json intervalJson(const std::optional<Interval>& interval) {
    return interval ? ordered_json{{"value", orNull(interval->value)},
                                   {"low", orNull(interval->low)},
                                   {"high", orNull(interval->high)}}
                    : ordered_json(nullptr);
}

ordered_json allocatorJson(const std::optional<AllocatorHold>& hold) {
    return hold ? ordered_json{{"rss_growth_bytes", orNull(hold->rssGrowth)},
                               {"heap_growth_bytes", orNull(hold->heapGrowth)},
                               {"kept_bytes", orNull(hold->kept())}}
                : ordered_json(nullptr);
}

ordered_json accountJson(const std::optional<InFlightAccount>& account) {
    return account ? ordered_json{{"baseline", orNull(account->baseline)},
                                  {"holder", wordOf(account->holder)},
                                  {"per_holder", orNull(account->perHolder)}}
                   : ordered_json(nullptr);
}

// {"requests": [{"name", "outcome", "per_request", "requests"}, …], "time": …}; nothing where it cannot be
// told.
ordered_json endpointsJson(const std::optional<EndpointFinding>& finding,
                           const std::vector<std::string>& names, const SafeText& safe) {
    if (!finding || finding->requests.empty()) {
        return nullptr;
    }
    ordered_json requests = ordered_json::array();
    for (std::size_t i = 0; i < std::min(names.size(), finding->requests.size()); ++i) {
        const EndpointGrowth& one = finding->requests[i];
        requests.push_back({{"name", safe.clean(names[i])},
                            {"outcome", wordOf(one.outcome)},
                            {"per_request", intervalJson(one.perCount)},
                            {"requests", one.counts}});
    }
    return {{"requests", requests},
            {"time",
             {{"outcome", wordOf(finding->time.outcome)},
              {"per_second", intervalJson(finding->time.perCount)},
              {"seconds", finding->time.counts}}}};
}

ordered_json signalJson(const SignalRecord& signal, const std::vector<std::string>& names,
                        const SafeText& safe) {
    const TrendVerdict& verdict = signal.verdict;
    ordered_json left = nullptr;
    if (verdict.left) {
        left = {{"items", orNull(verdict.left->items)},
                {"sentence", safe.clean(english(verdict.left->sentence))}};
    }
    const auto value = [&signal](bool last) {
        return signal.points.empty()
                   ? ordered_json(nullptr)
                   : orNull(last ? signal.points.back().value : signal.points.front().value);
    };
    return {{"name", signal.spec.name},
            {"label", signal.spec.label},
            {"unit", wordOf(signal.spec.unit)},
            {"verdict", wordOf(verdict.verdict)},
            {"per_request", intervalJson(verdict.perRequest)},
            {"counter", verdict.counter},
            {"detectable_above", orNull(verdict.detectableAbove)},
            {"first_growing_t_s", orNull(verdict.firstGrowingTS)},
            {"longer_run_factor", orNull(verdict.longerRunFactor)},
            {"kept_share", orNull(verdict.keptShare)},
            {"left_after_drain", left},
            {"limit", orNull(signal.limit)},
            {"exhaustion_s", intervalJson(signal.exhaustionS)},
            {"allocator", allocatorJson(signal.allocator)},
            {"in_flight_account", accountJson(signal.account)},
            {"endpoints", endpointsJson(signal.endpoints, names, safe)},
            {"first", value(false)},
            {"last", value(true)},
            {"details", detailsJson(signal.details)},
            {"evidence", safe.clean(english(saidOf(signal)))},
            {"profile", signal.profile ? evidenceToJson(*signal.profile, safe) : ordered_json(nullptr)}};
}

ordered_json profilesJson(const RunRecord& record) {
    ordered_json list = ordered_json::array();
    for (const RecordedProfile& profile : record.profiles) {
        list.push_back({{"mark", profile.mark},
                        {"t_s", profile.tS},
                        {"kind", profile.kind},
                        {"bytes", profile.bytes->size()},
                        {"file", profileFileName(profile)}});
    }
    return list;
}

nlohmann::json planJson(const Plan& plan) {
    nlohmann::json json = planToJson(plan, Secrets::Redact);
    for (auto& request : json["requests"]) {
        if (const std::size_t size = request["body"].get_ref<const std::string&>().size(); size > 0) {
            request["body_bytes"] = size;
        }
        request.erase("body");
    }
    return json;
}

ordered_json phasesJson(const RunRecord& record) {
    ordered_json list = ordered_json::array();
    for (const PhaseSpan& span : record.phases) {
        list.push_back({{"phase", nameOf(span.phase)},
                        {"cycle", span.cycle},
                        {"from_s", span.fromS},
                        {"to_s", span.toS}});
    }
    return list;
}

}  // namespace

std::string jsonReport(const RunRecord& record) {
    const SafeText safe(record.plan);
    ordered_json marks = ordered_json::array();
    for (const Mark& mark : record.marks) {
        marks.push_back({{"t_s", mark.tS}, {"text", safe.clean(english(mark.text))}});
    }
    ordered_json examples = ordered_json::array();
    for (const std::string& example : record.failureExamples) {
        examples.push_back(safe.clean(example));
    }
    ordered_json signals = ordered_json::array();
    const std::vector<std::string> names = namesOfRequests(record.plan);
    for (const SignalRecord& signal : record.signals) {
        signals.push_back(signalJson(signal, names, safe));
    }
    const ordered_json document = {
        {"schema", "leaktide.run/1"},
        {"program", {{"name", "leaktide"}, {"version", programVersion()}}},
        {"started_at", formatUtc(record.startedAt)},
        {"started_at_unix_ms", record.startedAt.time_since_epoch().count()},
        {"target", safe.clean(record.targetDescription)},
        {"probe", safe.clean(probeText(record))},
        {"exchange", record.exchange},
        {"stop", {{"reason", nameOf(record.stopReason)}, {"detail", safe.clean(record.stopDetail)}}},
        {"leak", anyLeak(record)},
        {"phases", phasesJson(record)},
        {"load", loadJson(record, safe)},
        {"connections", connectionsReport(record)},
        {"client", clientReport(record)},
        {"thresholds", thresholdsReport(record)},
        {"search", searchReport(record)},
        {"signals", signals},
        {"marks", marks},
        {"profiles", profilesJson(record)},
        {"failure_examples", examples},
        {"slowest", samplesToJson(record.samples.slowest(), safe)},
        {"failed_samples", samplesToJson(record.samples.failed(), safe)},
        {"plan", planJson(safe.clean(record.plan))}};
    return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace leaktide
