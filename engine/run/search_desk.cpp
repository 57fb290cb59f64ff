#include "engine/run/search_desk.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/measure/budget_check.h"
#include "engine/store/client_state.h"

namespace leaktide {

namespace {

constexpr double MostDropped = 0.01;  // a rate that is not even sent does not hold, whatever the budgets say

SearchBounds boundsOf(const LoadPlan& plan) {
    return {.from = plan.rate ? plan.rate->perSecond() : 1,
            .to = plan.search->to ? std::optional(plan.search->to->perSecond()) : std::nullopt,
            .precision = plan.search->precision};
}

double shareOf(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

SearchDesk::SearchDesk(const LoadPlan& plan, const ConnectionPlan& connection)
    : m_plan(*plan.search), m_timeoutS(toSeconds(connection.timeout)), m_search(boundsOf(plan)) {}

void SearchDesk::begin(const SearchMoment& moment) {
    m_beganS = moment.nowS;
    m_inFlightBefore = moment.work.done + moment.work.inFlight;
    m_judging = false;
}

bool SearchDesk::turnsNow(const SearchMoment& moment) const {
    if (ended()) {
        return false;
    }
    if (m_judging) {
        const bool confirms = m_search.next()->kind == SearchStep::Kind::Confirm;
        return moment.nowS - m_judgedSinceS >= toSeconds(confirms ? m_plan.confirm : m_plan.step);
    }
    const double waited = moment.nowS - m_beganS - toSeconds(m_plan.settle);
    return waited >= 0 && (moment.work.done >= m_inFlightBefore || waited >= m_timeoutS);
}

std::optional<double> SearchDesk::turn(const SearchMoment& moment) {
    if (!m_judging) {
        settle(moment);
        return std::nullopt;
    }
    judge(moment);
    if (!m_search.next()) {
        m_record.end = m_search.end();
        m_record.found = m_search.found();
        return std::nullopt;
    }
    begin(moment);
    return m_search.next()->rate;
}

void SearchDesk::settle(const SearchMoment& moment) {
    m_judging = true;
    m_judgedSinceS = moment.nowS;
    m_dueBefore = moment.due;
    m_sentBefore = moment.work.done + moment.work.inFlight;
    m_measured = LoadInterval();
    m_seconds = 0;
    m_limitedSeconds = 0;
}

void SearchDesk::add(const LoadInterval& interval) {
    if (m_judging) {
        m_measured.add(interval);
    }
}

void SearchDesk::judge(const SearchMoment& moment) {
    const double seconds = moment.nowS - m_judgedSinceS;
    const std::uint64_t sent = moment.work.done + moment.work.inFlight - m_sentBefore;
    LoadCounters& counters = m_measured.counters;
    SearchStep step;
    step.kind = m_search.next()->kind;
    step.rate = m_search.next()->rate;
    step.fromS = m_judgedSinceS;
    step.toS = moment.nowS;
    step.due = moment.due - m_dueBefore;
    step.results = counters.requests;
    step.reached = static_cast<double>(counters.requests) / std::max(seconds, 1e-9);
    // One may always be on its way to the wire.
    const std::uint64_t unsent = step.due > sent + 1 ? step.due - sent - 1 : 0;
    step.droppedShare = shareOf(unsent, step.due);
    step.errorShare = shareOf(counters.httpErrors + counters.failed, counters.requests);
    step.lateShare = shareOf(counters.late, counters.requests);
    if (m_measured.responseTime.count() > 0) {
        step.p50 = m_measured.responseTime.quantile(0.5);
        step.p99 = m_measured.responseTime.quantile(0.99);
    }
    counters.dropped = unsent;  // for the budgets
    step.outcome = outcomeOf(step, seconds);
    m_search.take(step.outcome);
    m_record.steps.push_back(std::move(step));
}

SearchStep::Outcome SearchDesk::outcomeOf(SearchStep& step, double seconds) const {
    for (const BudgetResult& result : checkBudgets(m_plan.budgets, m_measured, seconds)) {
        if (!result.held) {
            step.why += (step.why.empty() ? "" : ", ") + sentenceOf(result);
        }
    }
    if (step.droppedShare > MostDropped && step.why.find("dropped") == std::string::npos) {
        step.why += (step.why.empty() ? "" : ", ") + formatSignificant(step.droppedShare * 100) +
                    " % of what was due could not be sent";
    }
    if (step.why.empty()) {
        return SearchStep::Outcome::Held;
    }
    return clientWasLimit() ? SearchStep::Outcome::ClientLimited : SearchStep::Outcome::Broke;
}

bool SearchDesk::clientWasLimit() const {
    return (m_seconds > 0 && 3 * m_limitedSeconds >= 2 * m_seconds) ||
           holdsUpTooMany(m_measured.counters.heldUp, m_measured.counters.requests);
}

void SearchDesk::cut() {
    if (!ended()) {
        m_record.end = SearchEnd::Cut;
    }
}

}  // namespace leaktide
