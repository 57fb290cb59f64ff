#include "engine/run/load_steering.h"
#include "engine/run/run_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr double LowestRate = 0.001;
constexpr double HighestRate = 10e6;

}  // namespace

Rate rateOf(double perSecond) {
    const double bounded = std::clamp(perSecond, LowestRate, HighestRate);
    return bounded == std::floor(bounded)
               ? Rate{static_cast<std::uint64_t>(bounded), std::chrono::seconds(1)}
               : Rate{static_cast<std::uint64_t>(std::llround(bounded * 1000)), std::chrono::seconds(1000)};
}

LoadSteering::LoadSteering(const Plan& plan) : m_plan(plan), m_pacer(plan.load) {
    if (plan.load.search) {
        m_search.emplace(plan.load, plan.connection);
    }
}

void LoadSteering::begin(const Plan& plan, double nowS, const LoadEngine& engine) {
    m_plan = plan;
    m_pacer = Pacer(plan.load);
    m_beganS = nowS;
    m_runs = true;
    m_over = false;
    if (m_search) {
        m_search->begin(momentOf(nowS, engine));
    }
}

void LoadSteering::end() {
    m_runs = false;
    m_over = true;
    if (m_search) {
        m_search->cut();
    }
}

Nanos LoadSteering::sinceBegin(double nowS) const {
    return std::chrono::duration_cast<Nanos>(std::chrono::duration<double>(nowS - m_beganS));
}

SearchMoment LoadSteering::momentOf(double nowS, const LoadEngine& engine) const {
    return {.nowS = nowS, .work = engine.work(), .due = m_pacer.dueBefore(sinceBegin(nowS))};
}

bool LoadSteering::turnsNow(double nowS, const LoadEngine& engine) const {
    return m_runs && m_search && m_search->turnsNow(momentOf(nowS, engine));
}

void LoadSteering::step(double nowS, LoadEngine& engine) {
    const std::size_t stepsBefore = m_search->record().steps.size();
    const auto rate = m_search->turn(momentOf(nowS, engine));
    const SearchRecord& record = m_search->record();
    if (record.steps.size() > stepsBefore) {
        m_marks.push_back(sentenceOf(record.steps.back()));
    }
    if (m_search->ended()) {
        m_marks.push_back(sentenceOf(record));
        engine.stopSending();
    } else if (rate) {
        change(rateOf(*rate), nowS, engine, Backlog::Drop);
    }
}

void LoadSteering::carryOut(const RateWish& wish, double nowS, LoadEngine& engine) {
    if (m_plan.load.model != LoadModel::ConstantRate || m_search) {
        m_marks.push_back(runSay(m_search ? RunSay::RateIsSearched : RunSay::NoRateToChange));
        return;
    }
    const Rate now = m_rate.value_or(m_plan.load.rate.value_or(Rate{}));
    const Rate wanted = wish.rate.value_or(now);
    const Rate rate = wish.factor == 1 ? wanted : rateOf(wanted.perSecond() * wish.factor);
    change(rate, nowS, engine, Backlog::Keep);
    m_marks.push_back(runSay(RunSay::RateSet, {formatSignificant(rate.perSecond(), 4)}));
}

void LoadSteering::change(const Rate& rate, double nowS, LoadEngine& engine, Backlog backlog) {
    m_rate = rate;
    engine.setRate(rate, backlog);
    if (m_runs) {
        m_pacer.changeRate(sinceBegin(nowS), rate);
    }
}

void LoadSteering::add(const LoadInterval& interval) {
    if (m_search) {
        m_search->add(interval);
    }
}

void LoadSteering::addSecond(bool clientLimited) {
    if (m_search) {
        m_search->addSecond(clientLimited);
    }
}

Phrases LoadSteering::takeMarks() {
    return std::exchange(m_marks, {});
}

// At the middle: of a ramp that is its mean.
std::optional<double> LoadSteering::targetRate(double fromS, double toS) const {
    const double from = std::max(fromS, m_beganS);
    const Nanos length = m_pacer.length().value_or(m_plan.load.duration);
    const double to = std::min(toS, m_beganS + toSeconds(length));
    const bool goes = m_runs && !m_pacer.closed() && !(m_search && m_search->ended());
    return goes && to > from ? std::optional(m_pacer.ratePerSecond(sinceBegin((from + to) / 2)))
                             : std::nullopt;
}

std::optional<SearchRecord> LoadSteering::search() const {
    return m_search ? std::optional(m_search->record()) : std::nullopt;
}

double LoadSteering::share(double nowS, const LoadEngine& engine) const {
    if (!m_runs) {
        return m_over ? 1 : 0;
    }
    if (m_search) {
        return m_search->share();
    }
    const double byTime = (nowS - m_beganS) / toSeconds(m_plan.load.duration);
    const double done = static_cast<double>(engine.work().done);
    return m_plan.load.requests ? std::max(byTime, done / static_cast<double>(*m_plan.load.requests))
                                : byTime;
}

}  // namespace leaktide
