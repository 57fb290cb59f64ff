#include "engine/report/text_report.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/report/load_tables.h"
#include "engine/report/record_facts.h"
#include "engine/report/sample_rows.h"
#include "engine/store/safe_text.h"

namespace leaktide {

namespace {

constexpr std::size_t LabelWidth = 11;

// Columns a terminal needs for `text`: code points, near enough for what we write.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padRight(const std::string& text, std::size_t width) {
    const std::size_t now = widthOf(text);
    return now < width ? text + std::string(width - now, ' ') : text;
}

std::string padLeft(const std::string& text, std::size_t width) {
    const std::size_t now = widthOf(text);
    return now < width ? std::string(width - now, ' ') + text : text;
}

std::string line(std::string_view label, const std::string& text) {
    return padRight(std::string(label), LabelWidth) + text + "\n";
}

std::string percent(std::optional<double> share) {
    return share ? formatSignificant(*share * 100) + " %" : std::string("–");
}

// Of stages whose rate jumps and then stays.
double meanRateOf(const LoadPlan& load) {
    double requests = 0;
    double seconds = 0;
    for (const Stage& stage : load.stages) {
        requests += stage.rate.perSecond() * toSeconds(stage.duration);
        seconds += toSeconds(stage.duration);
    }
    return seconds > 0 ? requests / seconds : load.rate ? load.rate->perSecond() : 0;
}

std::string describeLoad(const Plan& plan) {
    const LoadPlan& load = plan.load;
    std::string text =
        plan.requests.size() > 1 ? formatCount(plan.requests.size()) + " requests mixed, " : "";
    text += formatCount(load.connections) + (load.connections == 1 ? " connection" : " connections");
    if (load.search && load.rate) {
        return text + ", a search from " + formatExact(load.rate->perSecond()) +
               " requests/s for the highest rate with " + joined(load.search->budgets);
    }
    if (load.findEndpoint) {
        text += ", " + formatSignificant(meanRateOf(load), 4) +
                " requests/s on the average, each sent now more, now less often";
    } else if (load.model == LoadModel::ConstantRate && load.rate) {
        text += ", " + formatExact(load.rate->perSecond()) + " requests/s";
    } else if (load.model == LoadModel::Closed) {
        text += ", as fast as they go";
    } else {
        text += ", " + std::to_string(load.stages.size()) + " stages";
    }
    if (load.requests) {
        return text + ", " + formatCount(*load.requests) + " requests in at most " +
               formatDuration(load.duration);
    }
    return text + ", " + formatDuration(load.duration);
}

std::string phasesLine(const RunRecord& record) {
    std::string text;
    for (const PhaseSpan& span : record.phases) {
        if (span.phase == Phase::Starting || span.phase == Phase::Ended) {
            continue;
        }
        text += (text.empty() ? "" : " → ") + std::string(nameOf(span.phase)) + " " +
                formatFixed(span.toS - span.fromS, 1) + " s";
    }
    return text.empty() ? "none was reached" : text;
}

std::string loadBlock(const RunRecord& record) {
    const LoadCounters& counters = record.totals.counters;
    std::string text =
        line("Requests", formatCount(counters.requests) + " results: " + formatCount(counters.ok) + " ok, " +
                             formatCount(counters.httpErrors) + " http errors, " +
                             formatCount(counters.failed) + " failed");
    if (counters.dropped > 0 || counters.late > 0) {
        text += line("", formatCount(counters.dropped) + " dropped (due, never sent), " +
                             formatCount(counters.late) + " sent more than 1 ms late");
    }
    if (counters.retries > 0 || counters.unsent > 0) {
        text +=
            line("", formatCount(counters.attempts) + " sends on the wire: " + formatCount(counters.retries) +
                         " were retries, " + formatCount(counters.unsent) + " requests had no connection");
    }
    const auto rate = requestsPerSecond(record);
    if (rate) {
        text +=
            line("Rate", formatFixed(*rate, 1) + " results/s over " + formatFixed(record.loadDurationS, 2) +
                             " s, in " + formatBytes(static_cast<double>(counters.bytesIn)) + ", out " +
                             formatBytes(static_cast<double>(counters.bytesOut)));
    }
    return text;
}

std::string latencyBlock(const RunRecord& record, Colours colours) {
    const LoadInterval& totals = record.totals;
    if (totals.serviceTime.count() == 0) {
        return {};
    }
    static constexpr std::array<std::pair<const char*, double>, 5> Quantiles{
        {{"p50", 0.5}, {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}}};
    std::string head = padRight("Latency", LabelWidth) + padLeft("mean", 10);
    std::string service = padRight("  service", LabelWidth);
    std::string response = padRight("  response", LabelWidth);
    const auto add = [&](Nanos serviceTime, Nanos responseTime) {
        service += padLeft(formatDuration(serviceTime), 10);
        response += padLeft(formatDuration(responseTime), 10);
    };
    const auto mean = [](const Histogram& times) { return Nanos(static_cast<Nanos::rep>(times.meanNs())); };
    add(mean(totals.serviceTime), mean(totals.responseTime));
    for (const auto& [name, q] : Quantiles) {
        head += padLeft(name, 10);
        add(totals.serviceTime.quantile(q), totals.responseTime.quantile(q));
    }
    add(totals.serviceTime.max(), totals.responseTime.max());
    return inked(head + padLeft("max", 10), Ink::Dim, colours) + "\n" + service + "\n" + response + "\n";
}

std::string failureBlock(const RunRecord& record, const SafeText& safe, Colours colours) {
    const LoadCounters& counters = record.totals.counters;
    std::string statuses;
    for (const auto& [status, count] : counters.statuses) {
        statuses += (statuses.empty() ? "" : ", ") + std::to_string(status) + " × " + formatCount(count);
    }
    std::string text = statuses.empty() ? std::string() : line("Statuses", statuses);
    std::vector<std::pair<std::uint64_t, FailureKind>> kinds;
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        if (counters.failures.at(kind) > 0) {
            kinds.emplace_back(counters.failures.at(kind), static_cast<FailureKind>(kind));
        }
    }
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string_view label = "Failures";
    for (const auto& [count, kind] : kinds) {
        const std::string example = safe.clean(exampleOf(record, kind));
        text += line(label, inked(std::string(sentenceOf(kind)), Ink::Bad, colours) + " × " +
                                formatCount(count) + " (" + percent(shareOf(count, counters.requests)) + ")" +
                                (example.empty() ? "" : ", e.g. " + example));
        label = "";
    }
    for (const auto& [check, count] : counters.failedChecks) {
        text += line("", "check " + safe.clean(check) + " not passed × " + formatCount(count));
    }
    return text;
}

// The first few of a list; the whole of it is in the other reports.
std::string sampleBlock(std::string_view label, const std::vector<RequestSample>& samples,
                        const SafeText& safe) {
    constexpr std::size_t Shown = 5;
    std::string text;
    for (const SampleRow& row : sampleRows(samples, safe)) {
        text += line(text.empty() ? label : "", padLeft(row.took, 9) + "  " + row.result + "  " +
                                                    row.request + ", sent at " + row.sentAt +
                                                    (row.traceId.empty() ? "" : ", trace " + row.traceId));
        if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) == Shown) {
            break;
        }
    }
    return text;
}

// Breaks at blanks; every line after the first is indented.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
    std::string out;
    std::size_t column = indent;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (column > indent && column + 1 + widthOf(word) > width) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += widthOf(word);
        at = end + 1;
    }
    return out;
}

std::string verdictLine(const SignalRecord& signal, const SafeText& safe, Colours colours) {
    const TrendVerdict& verdict = signal.verdict;
    std::string word(labelOf(verdict.verdict));
    if (verdict.verdict == Verdict::Leak) {
        word = "LEAK";
    }
    std::string text = "  " + inked(padRight(word, 21), inkOf(verdict.verdict), colours) + " " +
                       inked(signal.spec.label, Ink::Bold, colours);
    if (verdict.perRequest && verdict.verdict == Verdict::Leak) {
        text += "  " + slopeSentence(signal, verdict.perRequest->value) + " (" +
                formatSignalValue(signal.spec, verdict.perRequest->low) + " to " +
                formatSignalValue(signal.spec, verdict.perRequest->high) + ")";
    }
    text += "\n";
    std::string evidence = safe.clean(english(saidOf(signal)));
    if (signal.profile) {
        evidence += (evidence.empty() ? "" : " ") + safe.clean(english(signal.profile->said));
    }
    return evidence.empty() ? text : text + std::string(24, ' ') + wrapped(evidence, 24, 100) + "\n";
}

std::string verdictBlock(const RunRecord& record, const SafeText& safe, Colours colours) {
    std::string text = "\n" + inked("Verdicts", Ink::Bold, colours) + "\n";
    if (record.signals.empty()) {
        const std::string why = safe.clean(probeText(record));
        return text + "  none: the target showed no signal" + (why.empty() ? "" : " (" + why + ")") + "\n";
    }
    for (const SignalRecord& signal : record.signals) {
        text += verdictLine(signal, safe, colours);
    }
    return text;
}

}  // namespace

std::string inked(std::string_view text, Ink ink, Colours colours) {
    static constexpr std::array Codes{"", "2", "1", "32", "33", "1;31"};
    if (colours == Colours::Off || ink == Ink::Plain) {
        return std::string(text);
    }
    return std::string("\x1b[")
        .append(Codes.at(static_cast<std::size_t>(ink)))
        .append("m")
        .append(text)
        .append("\x1b[0m");
}

Ink inkOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Leak:
            return Ink::Bad;
        case Verdict::Growing:
        case Verdict::GrowingUndecided:
        case Verdict::Inconclusive:
            return Ink::Watch;
        case Verdict::Stable:
        case Verdict::Plateaued:
        case Verdict::Released:
        case Verdict::KeptByAllocator:
            return Ink::Good;
        case Verdict::WarmingUp:
        case Verdict::FollowsHeap:
        case Verdict::NotMeasured:
            return Ink::Dim;
    }
    return Ink::Plain;
}

std::string textReport(const RunRecord& record, Colours colours) {
    const SafeText safe(record.plan);
    std::string text;
    if (!record.plan.name.empty()) {
        text += line("Run", safe.clean(record.plan.name));
    }
    const std::string url = record.plan.requests.empty() ? "" : redactUrl(record.plan.requests.front().url);
    const std::string target = safe.clean(record.targetDescription);
    text += line("Target", target.empty() || target == url ? printable(url) : target + ", " + printable(url));
    text +=
        line("Load", describeLoad(record.plan) + (record.exchange.empty() ? "" : ", by " + record.exchange));
    text += line("Phases", phasesLine(record));
    if (!record.probe.empty()) {
        text += line("Probe", safe.clean(probeText(record)));
    }
    if (const std::string profiles = describeProfiles(record); !profiles.empty()) {
        text += line("Profiles", profiles);
    }
    if (record.stopReason != StopReason::Finished) {
        const std::string why = record.stopDetail.empty() ? std::string(nameOf(record.stopReason))
                                                          : safe.clean(record.stopDetail);
        text += line("Ended", inked(why, Ink::Bad, colours));
    }
    text += "\n" + loadBlock(record) + latencyBlock(record, colours) + failureBlock(record, safe, colours);
    text += sampleBlock("Slowest", record.samples.slowest(), safe);
    text += sampleBlock("Failed", record.samples.failed(), safe);
    text += loadTablesText(record, colours);
    for (const Mark& mark : record.marks) {
        text += line("At " + formatFixed(mark.tS, 1) + " s", safe.clean(english(mark.text)));
    }
    return text + verdictBlock(record, safe, colours) + endpointsText(record, colours);
}

}  // namespace leaktide
