#include "engine/report/load_tables.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/measure/hdr_files.h"
#include "engine/report/csv_table.h"
#include "engine/report/endpoint_facts.h"
#include "engine/report/load_facts.h"
#include "engine/report/markup.h"

namespace leaktide {

namespace {

constexpr std::size_t LabelWidth = 11;
constexpr std::size_t LineWidth = 100;

std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t now = widthOf(text);
    return now < width ? text + std::string(width - now, ' ') : text;
}

// The last column is not padded: it is the longest.
std::string table(const std::vector<FactRow>& rows) {
    std::vector<std::size_t> widths;
    for (const FactRow& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            widths[i] = std::max(widths[i], widthOf(row[i]) + 2);
        }
    }
    std::string text;
    for (const FactRow& row : rows) {
        text += "  ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += padded(row[i], widths[i]);
        }
        text += "\n";
    }
    return text;
}

std::string htmlTable(const std::vector<FactRow>& rows, const char* firstRow) {
    std::string text = "<table>\n";
    const char* cell = firstRow;
    for (const FactRow& row : rows) {
        text += "<tr>";
        for (const std::string& value : row) {
            text += std::string("<") + cell + ">" + escapeMarkup(value) + "</" + cell + ">";
        }
        text += "</tr>\n";
        cell = "td";
    }
    return text + "</table>\n";
}

std::string section(const std::string& title, const std::string& sentence, const std::string& content) {
    return "<h2>" + title + "</h2>\n" + (sentence.empty() ? "" : "<p>" + escapeMarkup(sentence) + "</p>\n") +
           (content.empty() ? "" : "<div class=\"tables\">\n" + content + "</div>\n");
}

std::optional<double> milliseconds(const std::optional<Nanos>& time) {
    return time ? std::optional(toSeconds(*time) * 1e3) : std::nullopt;
}

std::string connectionsText(const RunRecord& record) {
    std::string text = padded("Connected", LabelWidth);
    std::size_t column = LabelWidth;
    std::string before;
    for (const FactRow& row : connectionRows(record)) {
        const std::string fact = row[0] + " " + row[1];
        const bool breaks = !before.empty() && column + widthOf(fact) > LineWidth;
        text += before.empty() ? "" : breaks ? ",\n" + std::string(LabelWidth, ' ') : ", ";
        column = (breaks ? LabelWidth : column + 2) + widthOf(fact);
        text += fact;
        before = fact;
    }
    return text + "\n";
}

}  // namespace

std::string loadTablesText(const RunRecord& record, Colours colours) {
    std::string text = record.totals.counters.attempts > 0 ? connectionsText(record) : std::string();
    if (const std::string limit = clientLimitSentence(record); !limit.empty()) {
        text += padded("Client", LabelWidth) + inked(limit, Ink::Watch, colours) + "\n";
    }
    if (!record.thresholds.empty()) {
        text += "\n" + inked("Thresholds", Ink::Bold, colours) + "\n";
        for (const FactRow& row : thresholdRows(record)) {
            const bool held = row[0] == "held";
            text += "  " + inked(padded(held ? "held" : "BROKE", 19), held ? Ink::Good : Ink::Bad, colours) +
                    " " + row[1] + ": " + row[2] + "\n";
        }
    }
    if (record.search) {
        text += "\n" + inked("Search", Ink::Bold, colours) + "\n" + table(searchRows(*record.search)) + "  " +
                inked(sentenceOf(*record.search), record.search->found ? Ink::Good : Ink::Bad, colours) +
                "\n";
    }
    return text;
}

std::string endpointsText(const RunRecord& record, Colours colours) {
    const std::vector<FactRow> rows = endpointRows(record);
    return rows.empty() ? std::string()
                        : "\n" + inked("Which request leaks", Ink::Bold, colours) + "\n" + table(rows);
}

std::string loadTablesHtml(const RunRecord& record) {
    std::string text;
    if (const std::vector<FactRow> rows = endpointRows(record); !rows.empty()) {
        text += section("Which request leaks", "", htmlTable(rows, "td"));
    }
    if (record.search) {
        text += section("Search", sentenceOf(*record.search), htmlTable(searchRows(*record.search), "th"));
    }
    if (!record.thresholds.empty()) {
        text += section("Thresholds", goalsMissed(record) ? "" : "All of them held.",
                        htmlTable(thresholdRows(record), "td"));
    }
    if (const std::string limit = clientLimitSentence(record); !limit.empty()) {
        text += section("The client itself", limit, "");
    }
    return text + section("Connections", "", htmlTable(connectionRows(record), "td"));
}

std::string connectionsCsv(const RunRecord& record) {
    CsvTable csv({"measure", "value"});
    const LoadCounters& counters = record.totals.counters;
    const ConnectionTally& tally = record.totals.connections;
    const auto add = [&csv](std::string_view name, std::optional<double> value) {
        csv.text(name).number(value);
        csv.endRow();
    };
    add("opened", static_cast<double>(counters.connectionsOpened));
    add("opened_per_s",
        record.loadDurationS > 0
            ? std::optional(static_cast<double>(counters.connectionsOpened) / record.loadDurationS)
            : std::nullopt);
    add("reused_share", reusedShare(counters));
    for (std::size_t i = 0; i < CloseReasonCount; ++i) {
        add("closed_" + std::string(nameOf(static_cast<CloseReason>(i))),
            static_cast<double>(tally.closed.at(i)));
    }
    for (const auto& [name, times] : {std::pair("connect", &tally.connectTime), {"tls", &tally.tlsTime}}) {
        const auto ms = [times = times](Nanos value) {
            return times->count() == 0 ? std::nullopt : milliseconds(value);
        };
        add(std::string(name) + "_p50_ms", ms(times->quantile(0.5)));
        add(std::string(name) + "_p99_ms", ms(times->quantile(0.99)));
        add(std::string(name) + "_max_ms", ms(times->max()));
    }
    const ClientLimitFacts facts = clientLimitOf(record);
    add("client_limited_s", facts.limitedS);
    return csv.take();
}

std::string thresholdsCsv(const RunRecord& record) {
    CsvTable csv({"threshold", "held", "value", "shown"});
    for (const BudgetResult& one : record.thresholds) {
        csv.text(one.budget.text)
            .text(one.held ? "yes" : "no")
            .number(one.value && one.budget.isTime() ? std::optional(*one.value / 1e6) : one.value)
            .text(one.value ? describeValue(one.budget, *one.value) : std::string());
        csv.endRow();
    }
    return csv.take();
}

std::string searchCsv(const RunRecord& record) {
    CsvTable csv({"kind", "rate", "from_s", "to_s", "due", "results", "reached", "resp_p50_ms", "resp_p99_ms",
                  "error_share", "dropped_share", "late_share", "outcome", "why"});
    for (const SearchStep& step : record.search ? record.search->steps : std::vector<SearchStep>()) {
        csv.text(nameOf(step.kind)).number(step.rate).fixed(step.fromS, 3).fixed(step.toS, 3);
        csv.count(step.due).count(step.results).fixed(step.reached, 1);
        csv.fixed(milliseconds(step.p50), 3).fixed(milliseconds(step.p99), 3);
        csv.number(step.errorShare).number(step.droppedShare).number(step.lateShare);
        csv.text(nameOf(step.outcome)).text(step.why);
        csv.endRow();
    }
    return csv.take();
}

std::string intervalLog(const RunRecord& record, LoggedTime which) {
    const auto seconds = [](double value) {
        return std::chrono::duration_cast<Nanos>(std::chrono::duration<double>(value));
    };
    std::string text = intervalLogHead(record.startedAt);
    for (const Beat& beat : record.beats) {
        const auto& latency = which == LoggedTime::Service ? beat.service : beat.response;
        if (beat.histograms && latency) {
            text += intervalLogLine(
                seconds(beat.tS - beat.durationS), seconds(beat.durationS), latency->max,
                which == LoggedTime::Service ? beat.histograms->service : beat.histograms->response);
        }
    }
    return text;
}

}  // namespace leaktide
