#include "engine/report/record_facts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string padded(std::int64_t value, std::size_t digits) {
    std::string text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string perCounter(const std::string& counter) {
    if (counter == "requests") {
        return "per request";
    }
    if (counter == "errors") {
        return "per failed request";
    }
    if (counter == "aborted") {
        return "per aborted request";
    }
    if (counter == "seconds") {
        return "per second";
    }
    return "per " + counter;
}

}  // namespace

std::string_view wordOf(SignalUnit unit) {
    return unit == SignalUnit::Bytes ? "bytes" : "items";
}

const SignalRecord* findSignal(const RunRecord& record, std::string_view name) {
    const auto found = std::find_if(record.signals.begin(), record.signals.end(),
                                    [name](const SignalRecord& signal) { return signal.spec.name == name; });
    return found == record.signals.end() ? nullptr : &*found;
}

std::optional<double> shareOf(std::uint64_t count, std::uint64_t of) {
    return of == 0 ? std::nullopt : std::optional(static_cast<double>(count) / static_cast<double>(of));
}

std::string exampleOf(const RunRecord& record, FailureKind kind) {
    const std::string_view start = sentenceOf(kind);
    const auto found =
        std::find_if(record.failureExamples.begin(), record.failureExamples.end(),
                     [start](const std::string& example) { return example.rfind(start, 0) == 0; });
    return found == record.failureExamples.end() ? std::string() : *found;
}

std::optional<double> requestsPerSecond(const RunRecord& record) {
    if (record.loadDurationS <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(record.totals.counters.requests) / record.loadDurationS;
}

std::string formatSignalValue(const SignalSpec& spec, double value) {
    if (spec.unit == SignalUnit::Bytes) {
        return formatBytes(value);
    }
    const std::string noun = spec.itemNoun.empty() ? "item" : spec.itemNoun;
    const bool whole = value == std::floor(value) && std::fabs(value) < 1e15;
    const std::string number =
        whole ? (value < 0 ? "-" : "") + formatCount(static_cast<std::uint64_t>(std::fabs(value)))
              : formatSignificant(value);
    return number + " " + noun + (value == 1 ? "" : "s");
}

std::string slopeSentence(const SignalRecord& signal, double perRequest) {
    return formatSignalValue(signal.spec, perRequest) + " " + perCounter(signal.verdict.counter);
}

std::string formatUtc(WallTime time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) +
           "-" + padded(static_cast<unsigned>(date.day()), 2) + "T" + padded(clock.hours().count(), 2) + ":" +
           padded(clock.minutes().count(), 2) + ":" + padded(clock.seconds().count(), 2) + "." +
           padded(clock.subseconds().count(), 3) + "Z";
}

std::string describeProfiles(const RunRecord& record) {
    std::string marks;
    std::string kinds;
    const auto append = [](std::string& list, const std::string& word) {
        list += (list.empty() ? "" : ", ") + word;
    };
    std::set<std::string> seen;
    for (const RecordedProfile& profile : record.profiles) {
        if (seen.insert("mark " + profile.mark).second) {
            append(marks, profile.mark + " (" + formatFixed(profile.tS, 1) + " s)");
        }
        if (seen.insert("kind " + profile.kind).second) {
            append(kinds, profile.kind);
        }
    }
    return marks.empty() ? std::string() : printable(marks + ": " + kinds, 1000);
}

std::string_view programVersion() {
    return LEAKTIDE_VERSION;
}

}  // namespace leaktide
