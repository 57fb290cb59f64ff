#include "engine/report/csv_report.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <optional>

#include "engine/report/csv_table.h"
#include "engine/report/endpoint_facts.h"
#include "engine/report/file_writer.h"
#include "engine/report/load_tables.h"
#include "engine/report/record_facts.h"
#include "engine/store/safe_text.h"

namespace leaktide {

namespace {

std::optional<double> gauge(const Beat& beat, const char* name) {
    const auto found = beat.gauges.find(name);
    return found == beat.gauges.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> poolOpen(const Beat& beat) {
    const auto open = gauge(beat, "pool_open");
    const auto inUse = gauge(beat, "pool_in_use");
    const auto idle = gauge(beat, "pool_idle");
    return open || !inUse || !idle ? open : std::optional(*inUse + *idle);
}

std::optional<double> poolMax(const RunRecord& record, const Beat& beat) {
    const auto max = gauge(beat, "pool_max");
    const SignalRecord* pool = findSignal(record, "pool_in_use");
    return max || pool == nullptr ? max : pool->limit;
}

void addLatency(CsvTable& table, const std::optional<Beat::Latency>& latency) {
    for (const Nanos Beat::Latency::*part : {&Beat::Latency::p50, &Beat::Latency::p90, &Beat::Latency::p99,
                                             &Beat::Latency::p999, &Beat::Latency::max}) {
        table.fixed(latency ? std::optional(toSeconds((*latency).*part) * 1e3) : std::nullopt, 3);
    }
}

void addLoad(CsvTable& table, const Beat& beat) {
    const LoadCounters& counters = beat.counters;
    table.number(beat.targetRate)
        .count(counters.attempts)
        .count(counters.ok)
        .count(counters.httpErrors + counters.failed)
        .count(beat.inFlight)
        .fixed(beat.durationS > 0 ? std::optional(static_cast<double>(counters.requests) / beat.durationS)
                                  : std::nullopt,
               1);
    addLatency(table, beat.service);
    table.fixed(beat.response ? std::optional(toSeconds(beat.response->p99) * 1e3) : std::nullopt, 3)
        .count(counters.bytesIn)
        .count(counters.bytesOut)
        .count(beat.openConnections);
}

void addGauges(CsvTable& table, const RunRecord& record, const Beat& beat) {
    const auto live = gauge(beat, "heap_live");
    table.number(gauge(beat, "tasks"))
        .number(gauge(beat, "threads"))
        .number(gauge(beat, "pool_in_use"))
        .number(poolOpen(beat))
        .number(poolMax(record, beat))
        .number(gauge(beat, "heap_in_use"))
        .number(live ? live : gauge(beat, "heap_allocated"))
        .number(gauge(beat, "rss"))
        .number(gauge(beat, "fds"))
        .number(beat.gcCycles)
        .count(beat.restarts);
}

// Requests that share a connection leave open how many of the connections are idle.
void addClient(CsvTable& table, const RunRecord& record, const Beat& beat) {
    const std::uint64_t busy = std::min(beat.inFlight, beat.openConnections);
    const bool known = record.plan.connection.streams == 1;
    table.number(known ? std::optional(static_cast<double>(beat.openConnections - busy)) : std::nullopt)
        .count(beat.counters.connectionsOpened)
        .fixed(beat.client ? std::optional(beat.client->coreUsed) : std::nullopt, 3)
        .text(beat.client ? nameOf(beat.client->limit) : "");
}

// By the last reading of the second, while the load runs.
std::optional<double> unexplainedIn(const Beat& beat, const SignalRecord* signal) {
    if (signal == nullptr || !signal->account || beat.phase != Phase::Load) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(signal->points.begin(), signal->points.end(), beat.tS,
                                        [](double tS, const SignalPoint& point) { return tS < point.tS; });
    if (after == signal->points.begin() || std::prev(after)->tS <= beat.tS - beat.durationS) {
        return std::nullopt;
    }
    return signal->account->unexplained(*std::prev(after));
}

// "812;203;811", in the plan's order.
std::string byRequest(const LoadCounters& counters) {
    std::string text;
    for (const std::uint64_t count : counters.byRequest) {
        text += (text.empty() ? "" : ";") + std::to_string(count);
    }
    return text;
}

void addFindings(CsvTable& table, const SignalRecord& signal) {
    const auto exhaustion = [&signal](double Interval::*part) {
        return signal.exhaustionS ? std::optional((*signal.exhaustionS).*part) : std::nullopt;
    };
    table.fixed(exhaustion(&Interval::value), 1)
        .fixed(exhaustion(&Interval::low), 1)
        .fixed(exhaustion(&Interval::high), 1)
        .number(signal.allocator ? std::optional(signal.allocator->kept()) : std::nullopt);
}

void addErrorRow(CsvTable& table, const RunRecord& record, FailureKind kind, const SafeText& safe) {
    const LoadCounters& counters = record.totals.counters;
    const std::uint64_t count = counters.failures.at(static_cast<std::size_t>(kind));
    if (count == 0) {
        return;
    }
    table.text(nameOf(kind))
        .empty()
        .count(count)
        .number(shareOf(count, counters.requests))
        .text(sentenceOf(kind))
        .text(safe.clean(exampleOf(record, kind)));
    table.endRow();
}

}  // namespace

std::string timelineCsv(const RunRecord& record) {
    CsvTable table({"t_unix_ms",
                    "elapsed_s",
                    "phase",
                    "target_rate",
                    "sent",
                    "ok",
                    "failed",
                    "in_flight",
                    "rps",
                    "p50_ms",
                    "p90_ms",
                    "p99_ms",
                    "p999_ms",
                    "max_ms",
                    "resp_p99_ms",
                    "bytes_in",
                    "bytes_out",
                    "conns_open",
                    "tasks",
                    "threads",
                    "pool_in_use",
                    "pool_open",
                    "pool_max",
                    "heap_in_use_bytes",
                    "heap_live_bytes",
                    "rss_bytes",
                    "fds",
                    "gc_cycles",
                    "restarts",
                    "conns_idle",
                    "conns_opened",
                    "client_core_used",
                    "client_limit",
                    "tasks_unexplained",
                    "pool_in_use_unexplained",
                    "open_connections_unexplained",
                    "db_in_use_unexplained",
                    "results_by_request"});
    const double startedMs = static_cast<double>(record.startedAt.time_since_epoch().count());
    for (const Beat& beat : record.beats) {
        table.fixed(std::round(startedMs + beat.tS * 1e3), 0).fixed(beat.tS, 3).text(nameOf(beat.phase));
        addLoad(table, beat);
        addGauges(table, record, beat);
        addClient(table, record, beat);
        for (const char* name : {"tasks", "pool_in_use", "open_connections", "db_in_use"}) {
            table.number(unexplainedIn(beat, findSignal(record, name)));
        }
        table.text(byRequest(beat.counters));
        table.endRow();
    }
    return table.take();
}

std::string signalsCsv(const RunRecord& record) {
    CsvTable table({"name",
                    "unit",
                    "verdict",
                    "per_request",
                    "per_request_low",
                    "per_request_high",
                    "counter",
                    "detectable_above",
                    "first_growing_s",
                    "longer_run_factor",
                    "kept_share",
                    "left_after_drain",
                    "limit",
                    "readings",
                    "first",
                    "last",
                    "evidence",
                    "exhaustion_s",
                    "exhaustion_low_s",
                    "exhaustion_high_s",
                    "rss_kept_bytes",
                    "profile"});
    const SafeText safe(record.plan);
    for (const SignalRecord& signal : record.signals) {
        const TrendVerdict& verdict = signal.verdict;
        const auto slope = [&verdict](double Interval::*part) {
            return verdict.perRequest ? std::optional((*verdict.perRequest).*part) : std::nullopt;
        };
        const bool seen = !signal.points.empty();
        table.text(signal.spec.name).text(wordOf(signal.spec.unit)).text(wordOf(verdict.verdict));
        table.number(slope(&Interval::value)).number(slope(&Interval::low)).number(slope(&Interval::high));
        table.text(verdict.counter)
            .number(verdict.detectableAbove)
            .fixed(verdict.firstGrowingTS, 1)
            .number(verdict.longerRunFactor)
            .number(verdict.keptShare)
            .number(verdict.left ? std::optional(verdict.left->items) : std::nullopt)
            .number(signal.limit)
            .count(signal.points.size())
            .number(seen ? std::optional(signal.points.front().value) : std::nullopt)
            .number(seen ? std::optional(signal.points.back().value) : std::nullopt)
            .text(safe.clean(english(saidOf(signal))));
        addFindings(table, signal);
        table.text(signal.profile ? safe.clean(english(signal.profile->said)) : std::string());
        table.endRow();
    }
    return table.take();
}

std::string errorsCsv(const RunRecord& record) {
    CsvTable table({"kind", "status", "count", "share", "meaning", "example"});
    const LoadCounters& counters = record.totals.counters;
    const SafeText safe(record.plan);
    for (const auto& [status, count] : counters.statuses) {
        if (status >= 400) {
            table.text("http_status").count(static_cast<std::uint64_t>(status)).count(count);
            table.number(shareOf(count, counters.requests)).text("HTTP status 400 or above").empty();
            table.endRow();
        }
    }
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        addErrorRow(table, record, static_cast<FailureKind>(kind), safe);
    }
    if (counters.dropped > 0) {
        table.text("dropped").empty().count(counters.dropped);
        table.number(shareOf(counters.dropped, counters.requests + counters.dropped));
        table.text("due, but never sent: every connection was busy").empty();
        table.endRow();
    }
    return table.take();
}

Status writeCsvFolder(const RunRecord& record, const std::string& folder) {
    if (Status made = makeFolder(folder); !made) {
        return made;
    }
    Status first;
    const auto save = [&](const char* name, const std::string& text) {
        Status saved = saveFile(folder + "/" + name, text);
        if (!saved && first.ok()) {
            first = std::move(saved);
        }
    };
    save("timeline.csv", timelineCsv(record));
    save("signals.csv", signalsCsv(record));
    save("errors.csv", errorsCsv(record));
    save("connections.csv", connectionsCsv(record));
    if (!endpointRows(record).empty()) {
        save("endpoints.csv", endpointsCsv(record));
    }
    if (!record.thresholds.empty()) {
        save("thresholds.csv", thresholdsCsv(record));
    }
    if (record.search) {
        save("search.csv", searchCsv(record));
    }
    return first;
}

}  // namespace leaktide
