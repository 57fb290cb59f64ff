#include "engine/report/load_facts.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/store/limited_time.h"

namespace leaktide {

namespace {

std::string percent(double share) {
    return formatSignificant(share * 100) + " %";
}

std::string timeOrDash(const std::optional<Nanos>& time) {
    return time ? formatDuration(*time) : std::string("–");
}

std::string timesOf(const Histogram& times) {
    return "p50 " + formatDuration(times.quantile(0.5)) + ", p99 " + formatDuration(times.quantile(0.99)) +
           ", max " + formatDuration(times.max());
}

}  // namespace

bool goalsMissed(const RunRecord& record) {
    return !allHeld(record.thresholds) || (record.search && !record.search->found);
}

std::optional<double> reusedShare(const LoadCounters& counters) {
    if (counters.attempts == 0) {
        return std::nullopt;
    }
    const std::uint64_t fresh = std::min(counters.connectionsOpened, counters.attempts);
    return 1 - static_cast<double>(fresh) / static_cast<double>(counters.attempts);
}

std::vector<FactRow> connectionRows(const RunRecord& record) {
    const LoadCounters& counters = record.totals.counters;
    const ConnectionTally& tally = record.totals.connections;
    std::vector<FactRow> rows;
    std::string opened = formatCount(counters.connectionsOpened);
    if (record.loadDurationS > 0) {
        opened += " (" +
                  formatSignificant(static_cast<double>(counters.connectionsOpened) / record.loadDurationS) +
                  " per second)";
    }
    rows.push_back({"opened", opened});
    std::uint64_t most = 0;
    for (const Beat& beat : record.beats) {
        most = std::max(most, beat.openConnections);
    }
    rows.push_back({"open at most", formatCount(most)});
    if (const auto share = reusedShare(counters)) {
        rows.push_back({"sent on an open one", percent(*share)});
    }
    for (std::size_t i = 0; i < CloseReasonCount; ++i) {
        if (tally.closed.at(i) > 0) {
            rows.push_back({"closed " + std::string(sentenceOf(static_cast<CloseReason>(i))),
                            formatCount(tally.closed.at(i))});
        }
    }
    if (tally.connectTime.count() > 0) {
        rows.push_back({"time to connect", timesOf(tally.connectTime)});
    }
    if (tally.tlsTime.count() > 0) {
        rows.push_back({"TLS handshake", timesOf(tally.tlsTime)});
    }
    return rows;
}

std::vector<FactRow> thresholdRows(const RunRecord& record) {
    std::vector<FactRow> rows;
    for (const BudgetResult& one : record.thresholds) {
        rows.push_back({one.held ? "held" : "broke", one.budget.text,
                        one.value ? describeValue(one.budget, *one.value) : "not measured"});
    }
    return rows;
}

std::vector<FactRow> searchRows(const SearchRecord& search) {
    std::vector<FactRow> rows{{"rate", "reached", "p50", "p99", "errors", "dropped", "outcome"}};
    for (const SearchStep& step : search.steps) {
        const std::string again = step.kind == SearchStep::Kind::Confirm ? "once more: " : "";
        const std::string outcome = step.outcome == SearchStep::Outcome::Held    ? "held"
                                    : step.outcome == SearchStep::Outcome::Broke ? "broke"
                                                                                 : "client was the limit";
        rows.push_back({formatSignificant(step.rate, 4), formatSignificant(step.reached, 4),
                        timeOrDash(step.p50), timeOrDash(step.p99), percent(step.errorShare),
                        percent(step.droppedShare),
                        again + outcome + (step.why.empty() ? "" : " (" + step.why + ")")});
    }
    return rows;
}

ClientLimitFacts clientLimitOf(const RunRecord& record) {
    ClientLimitFacts facts;
    const std::vector<double> limited = limitedTime(record.beats);
    for (std::size_t i = 0; i < record.beats.size(); ++i) {
        const Beat& beat = record.beats[i];
        facts.loadS += beat.client ? beat.durationS : 0;
        facts.limitedS += limited[i];
        if (limited[i] > 0 && beat.client && badnessOf(*beat.client) > badnessOf(facts.worst)) {
            facts.worst = *beat.client;
        }
    }
    return facts;
}

std::string clientLimitSentence(const RunRecord& record) {
    const ClientLimitFacts facts = clientLimitOf(record);
    return facts.worst.limit == ClientLimit::None
               ? std::string()
               : "the client was the limit for " + formatFixed(facts.limitedS, 0) + " of " +
                     formatFixed(facts.loadS, 0) + " s: " + sentenceOf(facts.worst);
}

}  // namespace leaktide
