#include "engine/report/load_json_report.h"

#include <cmath>

#include "engine/report/load_facts.h"

namespace leaktide {

namespace {

using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json msOrNull(const std::optional<Nanos>& time) {
    return time ? ordered_json(toSeconds(*time) * 1e3) : ordered_json(nullptr);
}

ordered_json timesJson(const Histogram& times) {
    const auto at = [&times](Nanos value) {
        return times.count() == 0 ? ordered_json(nullptr) : ordered_json(toSeconds(value) * 1e6);
    };
    return {{"p50", at(times.quantile(0.5))},
            {"p99", at(times.quantile(0.99))},
            {"max", at(times.max())},
            {"count", times.count()}};
}

// In the unit people write: ms, a share, results per second.
std::optional<double> figureOf(const BudgetResult& result) {
    return result.value && result.budget.isTime() ? std::optional(*result.value / 1e6) : result.value;
}

}  // namespace

ordered_json connectionsReport(const RunRecord& record) {
    const LoadCounters& counters = record.totals.counters;
    const ConnectionTally& tally = record.totals.connections;
    ordered_json closed = ordered_json::object();
    for (std::size_t i = 0; i < CloseReasonCount; ++i) {
        closed[std::string(nameOf(static_cast<CloseReason>(i)))] = tally.closed.at(i);
    }
    std::uint64_t most = 0;
    for (const Beat& beat : record.beats) {
        most = std::max(most, beat.openConnections);
    }
    const ordered_json perSecond =
        record.loadDurationS > 0
            ? ordered_json(static_cast<double>(counters.connectionsOpened) / record.loadDurationS)
            : ordered_json(nullptr);
    return {{"opened", counters.connectionsOpened},
            {"opened_per_s", perSecond},
            {"open_at_most", most},
            {"reused_share", orNull(reusedShare(counters))},
            {"closed", closed},
            {"connect_time_us", timesJson(tally.connectTime)},
            {"tls_time_us", timesJson(tally.tlsTime)}};
}

ordered_json clientReport(const RunRecord& record) {
    const ClientLimitFacts facts = clientLimitOf(record);
    double used = 0;
    double waited = 0;
    for (const Beat& beat : record.beats) {
        used = std::max(used, beat.client ? beat.client->coreUsed : 0);
        waited = std::max(waited, beat.client ? beat.client->coreWaited : 0);
    }
    return {{"limited_s", facts.limitedS},
            {"load_s", facts.loadS},
            {"limit", facts.worst.limit == ClientLimit::None ? ordered_json(nullptr)
                                                             : ordered_json(nameOf(facts.worst.limit))},
            {"sentence", clientLimitSentence(record)},
            {"busiest_core_used", used},
            {"busiest_core_waited", waited},
            {"held_up", record.totals.counters.heldUp}};
}

ordered_json thresholdsReport(const RunRecord& record) {
    ordered_json list = ordered_json::array();
    for (const BudgetResult& one : record.thresholds) {
        list.push_back(
            {{"threshold", one.budget.text}, {"value", orNull(figureOf(one))}, {"held", one.held}});
    }
    return list;
}

ordered_json searchReport(const RunRecord& record) {
    if (!record.search) {
        return nullptr;
    }
    ordered_json steps = ordered_json::array();
    for (const SearchStep& step : record.search->steps) {
        steps.push_back({{"kind", nameOf(step.kind)},
                         {"rate", step.rate},
                         {"from_s", step.fromS},
                         {"to_s", step.toS},
                         {"due", step.due},
                         {"results", step.results},
                         {"reached", step.reached},
                         {"resp_p50_ms", msOrNull(step.p50)},
                         {"resp_p99_ms", msOrNull(step.p99)},
                         {"error_share", step.errorShare},
                         {"dropped_share", step.droppedShare},
                         {"late_share", step.lateShare},
                         {"outcome", nameOf(step.outcome)},
                         {"why", step.why}});
    }
    return {{"end", nameOf(record.search->end)},
            {"found_rate", orNull(record.search->found)},
            {"sentence", sentenceOf(*record.search)},
            {"steps", steps}};
}

}  // namespace leaktide
