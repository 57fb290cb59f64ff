#include "engine/report/html_report.h"

#include <array>
#include <functional>
#include <utility>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/report/load_tables.h"
#include "engine/report/markup.h"
#include "engine/report/record_facts.h"
#include "engine/report/report_template.h"
#include "engine/report/sample_rows.h"
#include "engine/report/svg_chart.h"
#include "engine/report/text_report.h"
#include "engine/store/safe_text.h"

namespace leaktide {

namespace {

std::string element(const char* name, const std::string& content, const char* className = "") {
    const std::string opening =
        *className == 0 ? std::string(name) : std::string(name) + " class=\"" + className + "\"";
    return "<" + opening + ">" + escapeMarkup(content) + "</" + name + ">";
}

std::string formatMs(double value) {
    return formatDuration(Nanos(static_cast<Nanos::rep>(value * 1e6)));
}

std::string formatPlain(double value) {
    return formatExact(value);
}

const char* classOf(Verdict verdict) {
    switch (inkOf(verdict)) {
        case Ink::Bad:
            return "bad";
        case Ink::Watch:
            return "watch";
        case Ink::Good:
            return "good";
        default:
            return "quiet";
    }
}

// The sentence, and under it the stacks for who wants to see them.
std::string profileBlock(const SignalRecord& signal, const SafeText& safe) {
    if (!signal.profile) {
        return {};
    }
    const ProfileEvidence& evidence = *signal.profile;
    std::string text = element("p", safe.clean(english(evidence.said)), "grew");
    if (evidence.stacks.empty()) {
        return text;
    }
    text += "<details>" +
            element("summary", "The stacks that grew, from " + evidence.before + " to " + evidence.after);
    for (const GrownStack& stack : evidence.stacks) {
        const std::string amount =
            evidence.unit == "bytes" ? formatBytes(stack.growth) : formatExact(stack.growth);
        text += element("p", "+" + amount + " (" + formatSignificant(100 * stack.share) + " %)");
        std::string frames;
        for (const std::string& frame : stack.frames) {
            frames += safe.clean(frame) + "\n";
        }
        text += element("pre", frames);
    }
    return text + "</details>";
}

std::string card(const SignalRecord& signal, const SafeText& safe) {
    const TrendVerdict& verdict = signal.verdict;
    std::string text = std::string("<section class=\"card ") + classOf(verdict.verdict) + "\">";
    text += element("h3", signal.spec.label) + element("p", std::string(labelOf(verdict.verdict)), "word");
    if (verdict.perRequest && inkOf(verdict.verdict) != Ink::Good) {
        text += element("p", slopeSentence(signal, verdict.perRequest->value), "slope") +
                element("p",
                        "95 %: " + formatSignalValue(signal.spec, verdict.perRequest->low) + " to " +
                            formatSignalValue(signal.spec, verdict.perRequest->high),
                        "interval");
    }
    for (const Phrase& sentence : saidOf(signal)) {
        text += element("p", safe.clean(english(sentence)));
    }
    return text + profileBlock(signal, safe) + "</section>\n";
}

std::string cards(const RunRecord& record, const SafeText& safe) {
    if (record.signals.empty()) {
        return element("p", "The target showed no signal. " + safe.clean(probeText(record)));
    }
    std::string text;
    for (const SignalRecord& signal : record.signals) {
        text += card(signal, safe);
    }
    return text;
}

ChartLine beatLine(const RunRecord& record, const char* label,
                   const std::function<std::optional<double>(const Beat&)>& value) {
    ChartLine line{label, {}};
    for (const Beat& beat : record.beats) {
        line.points.push_back({beat.tS, value(beat)});
    }
    return line;
}

// The readings, and what the load does not explain of them while it runs.
std::vector<ChartLine> linesOf(const SignalRecord& signal, const RunRecord& record) {
    std::vector<ChartLine> lines{{signal.spec.label, {}}};
    for (const SignalPoint& point : signal.points) {
        lines.front().points.push_back({point.tS, point.value});
    }
    if (signal.account) {
        ChartLine& rest = lines.emplace_back(ChartLine{"not explained by the load", {}});
        for (const SignalPoint& point : signal.points) {
            const bool loaded = isUnderLoad(record, point.tS);
            rest.points.push_back(
                {point.tS, loaded ? std::optional(signal.account->unexplained(point)) : std::nullopt});
        }
    }
    return lines;
}

std::string charts(const RunRecord& record) {
    const double endS = record.phases.empty() ? 0 : record.phases.back().toS;
    const auto drawn = [&](Chart chart) {
        chart.endS = endS;
        chart.phases = record.phases;
        return svgChart(chart);
    };
    const auto perSecond = [](std::uint64_t LoadCounters::*counter) {
        return [counter](const Beat& beat) -> std::optional<double> {
            return beat.durationS > 0
                       ? std::optional(static_cast<double>(beat.counters.*counter) / beat.durationS)
                       : std::nullopt;
        };
    };
    const auto ms = [](std::optional<Beat::Latency> Beat::*which, Nanos Beat::Latency::*part) {
        return [which, part](const Beat& beat) -> std::optional<double> {
            return beat.*which ? std::optional(toSeconds((*(beat.*which)).*part) * 1e3) : std::nullopt;
        };
    };
    std::string text = drawn({"Results per second",
                              formatPlain,
                              10,
                              0,
                              {},
                              {beatLine(record, "all", perSecond(&LoadCounters::requests)),
                               beatLine(record, "ok", perSecond(&LoadCounters::ok))},
                              {}});
    text += drawn({"Service time (p50, p99) and response time (p99)",
                   formatMs,
                   10,
                   0,
                   {},
                   {beatLine(record, "service p50", ms(&Beat::service, &Beat::Latency::p50)),
                    beatLine(record, "service p99", ms(&Beat::service, &Beat::Latency::p99)),
                    beatLine(record, "response p99", ms(&Beat::response, &Beat::Latency::p99))},
                   {}});
    for (const SignalRecord& signal : record.signals) {
        if (signal.points.empty()) {
            continue;
        }
        const bool bytes = signal.spec.unit == SignalUnit::Bytes;
        text += drawn({signal.spec.label,
                       bytes ? formatBytes : formatPlain,
                       bytes ? 2.0 : 10.0,
                       0,
                       {},
                       linesOf(signal, record),
                       signal.limit});
    }
    return text;
}

std::string row(const std::vector<std::string>& cells) {
    std::string text = "<tr>";
    for (const std::string& cell : cells) {
        text += element("td", cell);
    }
    return text + "</tr>\n";
}

std::string latencyRows(const LoadInterval& totals) {
    static constexpr std::array<std::pair<const char*, double>, 5> Quantiles{
        {{"p50", 0.5}, {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}}};
    if (totals.serviceTime.count() == 0) {
        return {};
    }
    std::string text = "<tr><th></th><th>service</th><th>response</th></tr>\n";
    for (const auto& [name, q] : Quantiles) {
        text += row({name, formatDuration(totals.serviceTime.quantile(q)),
                     formatDuration(totals.responseTime.quantile(q))});
    }
    return text +
           row({"max", formatDuration(totals.serviceTime.max()), formatDuration(totals.responseTime.max())});
}

std::string loadRows(const RunRecord& record) {
    const LoadCounters& counters = record.totals.counters;
    std::string text;
    for (const auto& [name, count] : std::initializer_list<std::pair<const char*, std::uint64_t>>{
             {"results", counters.requests},
             {"ok", counters.ok},
             {"http errors", counters.httpErrors},
             {"failed", counters.failed},
             {"sends on the wire", counters.attempts},
             {"retries", counters.retries},
             {"never sent for want of a connection", counters.unsent},
             {"dropped (due, never sent)", counters.dropped},
             {"late (more than 1 ms)", counters.late}}) {
        text += row({name, formatCount(count)});
    }
    if (const auto rate = requestsPerSecond(record)) {
        text += row({"results per second", formatFixed(*rate, 1)});
    }
    return text + row({"duration", formatFixed(record.loadDurationS, 2) + " s"});
}

std::string failureRows(const RunRecord& record, const SafeText& safe) {
    const LoadCounters& counters = record.totals.counters;
    std::string text;
    for (const auto& [status, count] : counters.statuses) {
        text += row({"status " + std::to_string(status), formatCount(count), ""});
    }
    for (std::size_t i = 0; i < FailureKindCount; ++i) {
        const auto kind = static_cast<FailureKind>(i);
        if (counters.failures.at(i) > 0) {
            text += row({std::string(sentenceOf(kind)), formatCount(counters.failures.at(i)),
                         safe.clean(exampleOf(record, kind))});
        }
    }
    for (const auto& [check, count] : counters.failedChecks) {
        text += row({"check " + safe.clean(check), formatCount(count), "not passed"});
    }
    return text;
}

std::string sampleTable(const char* title, const std::vector<RequestSample>& samples, const SafeText& safe) {
    if (samples.empty()) {
        return {};
    }
    std::string text = std::string("<table>\n<caption>") + title +
                       "</caption>\n<tr><th>sent at</th><th>took</th><th>result</th><th>request</th>"
                       "<th>trace id</th></tr>\n";
    for (const SampleRow& sample : sampleRows(samples, safe)) {
        text += row({sample.sentAt, sample.took, sample.result, sample.request, sample.traceId});
    }
    return text + "</table>\n";
}

std::string facts(const RunRecord& record, const SafeText& safe) {
    const std::string url = record.plan.requests.empty() ? "" : redactUrl(record.plan.requests.front().url);
    std::string text;
    const auto add = [&text](const char* name, const std::string& value) {
        if (!value.empty()) {
            text += element("dt", name) + element("dd", value) + "\n";
        }
    };
    add("Target", safe.clean(record.targetDescription));
    add("URL", printable(url, 1000));
    add("Started", formatUtc(record.startedAt));
    add("Probe", safe.clean(probeText(record)));
    add("Profiles", describeProfiles(record));
    add("Exchange", printable(record.exchange));
    add("TLS", record.plan.connection.verifyTls ? "" : "certificates were not verified");
    add("Ended early", record.stopReason == StopReason::Finished ? "" : safe.clean(record.stopDetail));
    for (const Mark& mark : record.marks) {
        add(("At " + formatFixed(mark.tS, 1) + " s").c_str(), safe.clean(english(mark.text)));
    }
    return text;
}

}  // namespace

std::string htmlReport(const RunRecord& record) {
    const SafeText safe(record.plan);
    const std::string title = record.plan.name.empty() ? "Leaktide run" : safe.clean(record.plan.name);
    const std::array<std::pair<std::string_view, std::string>, 10> parts{{
        {"title", escapeMarkup(title)},
        {"facts", facts(record, safe)},
        {"cards", cards(record, safe)},
        {"charts", charts(record)},
        {"load", loadRows(record)},
        {"latency", latencyRows(record.totals)},
        {"failures", failureRows(record, safe)},
        {"requests", sampleTable("The slowest requests", record.samples.slowest(), safe) +
                         sampleTable("Requests that failed", record.samples.failed(), safe)},
        {"sections", loadTablesHtml(record)},
        {"version", escapeMarkup(programVersion())},
    }};
    std::string text;
    std::string_view left = ReportTemplate;
    for (std::size_t open = left.find("{{"); open != std::string_view::npos; open = left.find("{{")) {
        const std::size_t close = left.find("}}", open);
        const std::string_view name = left.substr(open + 2, close - open - 2);
        text += left.substr(0, open);
        for (const auto& [partName, content] : parts) {
            text += partName == name ? content : "";
        }
        left.remove_prefix(close + 2);
    }
    return text.append(left);
}

}  // namespace leaktide
