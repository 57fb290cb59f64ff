#include "engine/run/signal_findings.h"

#include <algorithm>

#include "engine/trend/exhaustion.h"

namespace leaktide {

namespace {

constexpr std::size_t BeatsOfPace = 10;

std::uint64_t counted(const Beat& beat, const std::string& counter) {
    return counter == "errors" ? beat.counters.httpErrors + beat.counters.failed : beat.counters.requests;
}

// How fast the counter of a verdict grew in the newest seconds of load.
double countsPerSecond(const RunRecord& record, const std::string& counter) {
    if (counter == "seconds") {
        return 1;
    }
    double counts = 0;
    double seconds = 0;
    std::size_t beats = 0;
    for (auto beat = record.beats.rbegin(); beat != record.beats.rend() && beats < BeatsOfPace; ++beat) {
        if (beat->phase == Phase::Load) {
            counts += static_cast<double>(counted(*beat, counter));
            seconds += beat->durationS;
            ++beats;
        }
    }
    return seconds > 0 ? counts / seconds : 0;
}

bool grows(Verdict verdict) {
    return verdict == Verdict::Growing || verdict == Verdict::GrowingUndecided || verdict == Verdict::Leak;
}

std::optional<Interval> exhaustionOf(const SignalRecord& signal, const RunRecord& record) {
    const TrendVerdict& verdict = signal.verdict;
    if (!signal.limit || signal.points.empty() || !verdict.perRequest || !grows(verdict.verdict)) {
        return std::nullopt;
    }
    return secondsToExhaustion({.value = signal.points.back().value,
                                .limit = *signal.limit,
                                .perCount = *verdict.perRequest,
                                .countsPerSecond = countsPerSecond(record, verdict.counter)});
}

SignalRecord* find(RunRecord& record, const char* name) {
    const auto found = std::find_if(record.signals.begin(), record.signals.end(),
                                    [name](const SignalRecord& signal) { return signal.spec.name == name; });
    return found == record.signals.end() || found->points.empty() ? nullptr : &*found;
}

}  // namespace

void addFindings(RunRecord& record) {
    const double beganS = loadBeganS(record).value_or(0);
    SignalRecord* rss = find(record, "rss");
    const SignalRecord* heap = find(record, "heap_in_use");
    if (rss != nullptr && heap != nullptr) {
        rss->allocator = allocatorHold(rss->points, heap->points, beganS);
        rss->verdict = rssVerdict(rss->allocator);
    }
    for (SignalRecord& signal : record.signals) {
        signal.exhaustionS = exhaustionOf(signal, record);
        signal.account = accountFor(signal.spec, signal.points, beganS);
    }
}

}  // namespace leaktide
