#include "engine/report/junit_report.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/report/load_facts.h"
#include "engine/report/markup.h"
#include "engine/report/record_facts.h"
#include "engine/store/safe_text.h"

namespace leaktide {

namespace {

std::string attribute(const char* name, const std::string& value) {
    return std::string(" ") + name + "=\"" + escapeMarkup(value) + "\"";
}

std::string outcome(const char* element, const std::string& type, const std::string& message) {
    return std::string("      <") + element + (type.empty() ? "" : attribute("type", type)) +
           attribute("message", message) + "/>\n";
}

bool saysNothing(Verdict verdict) {
    return isUndecided(verdict) || verdict == Verdict::NotMeasured;
}

std::string testCase(const std::string& name, const std::string& body) {
    return "    <testcase classname=\"leaktide\"" + attribute("name", name) +
           (body.empty() ? "/>\n" : ">\n" + body + "    </testcase>\n");
}

std::string signalCase(const SignalRecord& signal, FailOn failOn, const SafeText& safe) {
    const Verdict verdict = signal.verdict.verdict;
    const std::string word(wordOf(verdict));
    const std::string message = std::string(labelOf(verdict)) + ": " + safe.clean(english(saidOf(signal)));
    if (fails(signal, failOn)) {
        return testCase(signal.spec.name, outcome("failure", word, message));
    }
    return testCase(signal.spec.name, saysNothing(verdict) ? outcome("skipped", "", message) : "");
}

// One for each threshold, and one for the search.
std::string goalCases(const RunRecord& record) {
    std::string text;
    for (const FactRow& row : thresholdRows(record)) {
        text += testCase("threshold " + row[1],
                         row[0] == "held" ? "" : outcome("failure", "threshold", row[1] + ": " + row[2]));
    }
    if (record.search) {
        text += testCase(
            "search", record.search->found ? "" : outcome("failure", "search", sentenceOf(*record.search)));
    }
    return text;
}

std::size_t goalsMissedIn(const RunRecord& record) {
    const auto broken = std::count_if(record.thresholds.begin(), record.thresholds.end(),
                                      [](const BudgetResult& one) { return !one.held; });
    return static_cast<std::size_t>(broken) + (record.search && !record.search->found ? 1 : 0);
}

}  // namespace

std::string junitReport(const RunRecord& record, FailOn failOn) {
    const SafeText safe(record.plan);
    const bool finished = record.stopReason == StopReason::Finished;
    const auto failures =
        goalsMissedIn(record) + static_cast<std::size_t>(std::count_if(
                                    record.signals.begin(), record.signals.end(),
                                    [failOn](const SignalRecord& signal) { return fails(signal, failOn); }));
    const auto skipped =
        std::count_if(record.signals.begin(), record.signals.end(), [failOn](const SignalRecord& signal) {
            return !fails(signal, failOn) && saysNothing(signal.verdict.verdict);
        });
    const double seconds = record.phases.empty() ? 0 : record.phases.back().toS;
    const std::string counts =
        attribute("tests", std::to_string(record.signals.size() + 1 + record.thresholds.size() +
                                          (record.search ? 1 : 0))) +
        attribute("failures", std::to_string(failures)) + attribute("errors", finished ? "0" : "1") +
        attribute("skipped", std::to_string(skipped)) + attribute("time", formatFixed(seconds, 3));
    const std::string name = record.plan.name.empty() ? "leaktide" : safe.clean(record.plan.name);
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
                       ">\n  <testsuite" + attribute("name", name) + counts +
                       attribute("timestamp", formatUtc(record.startedAt)) + ">\n";
    text += testCase("target", finished ? ""
                                        : outcome("error", std::string(nameOf(record.stopReason)),
                                                  safe.clean(record.stopDetail)));
    for (const SignalRecord& signal : record.signals) {
        text += signalCase(signal, failOn, safe);
    }
    text += goalCases(record);
    return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace leaktide
