#include "engine/run/rate_search.h"

#include <algorithm>
#include <cmath>

namespace leaktide {

namespace {

constexpr int MostConfirmationsFailed = 6;
constexpr double UsualDoublings = 6;  // for a guess of how long it will take

}  // namespace

RateSearch::RateSearch(const SearchBounds& bounds) : m_bounds(bounds), m_next(Try{bounds.from}) {}

void RateSearch::take(SearchStep::Outcome outcome) {
    const Try tried = *m_next;
    ++m_taken;
    if (tried.kind == SearchStep::Kind::Confirm) {
        takeConfirmation(tried.rate, outcome);
        return;
    }
    if (outcome == SearchStep::Outcome::Held) {
        m_held.push_back(tried.rate);
    } else {
        m_broke = tried.rate;
        m_clientBroke = outcome == SearchStep::Outcome::ClientLimited;
    }
    goOn();
}

// What holds for a short step and not for a long one is measured long from then on.
void RateSearch::takeConfirmation(double rate, SearchStep::Outcome outcome) {
    if (outcome == SearchStep::Outcome::Held) {
        m_confirmed = rate;
        if (m_held.back() < rate) {
            m_held.push_back(rate);
        }
    } else {
        m_broke = rate;
        m_clientBroke = outcome == SearchStep::Outcome::ClientLimited;
        std::erase_if(m_held, [rate](double held) { return held >= rate; });
        ++m_confirmationsFailed;
    }
    goOn();
}

void RateSearch::goOn() {
    if (m_held.empty()) {
        finish(m_clientBroke ? SearchEnd::ClientLimit : SearchEnd::NoneHeld);
        return;
    }
    const double low = m_held.back();
    const bool highest = m_bounds.to && low >= *m_bounds.to;
    if (!m_broke && !highest) {
        m_next = Try{std::min(2 * low, m_bounds.to.value_or(2 * low))};
        return;
    }
    const bool closeEnough = highest || m_clientBroke || *m_broke - low <= m_bounds.precision * low;
    if ((closeEnough && low == m_confirmed) || m_confirmationsFailed >= MostConfirmationsFailed) {
        m_found = m_confirmed;
        finish(!m_found        ? SearchEnd::NoneHeld
               : m_clientBroke ? SearchEnd::ClientLimit
               : highest       ? SearchEnd::HighestAllowed
                               : SearchEnd::Found);
        return;
    }
    const auto kind = m_confirmationsFailed > 0 ? SearchStep::Kind::Confirm : SearchStep::Kind::Step;
    m_next = closeEnough ? Try{low, SearchStep::Kind::Confirm} : Try{(low + *m_broke) / 2, kind};
}

void RateSearch::finish(SearchEnd end) {
    m_next.reset();
    m_end = end;
}

double RateSearch::share() const {
    if (!m_next) {
        return 1;
    }
    const double halvings = std::ceil(std::log2(1 / m_bounds.precision));
    double left = 1 + (m_broke ? 0 : halvings + UsualDoublings / 2);
    if (m_broke && !m_held.empty() && m_next->kind == SearchStep::Kind::Step) {
        const double gap = (*m_broke - m_held.back()) / (m_bounds.precision * m_held.back());
        left += std::ceil(std::log2(std::max(1.0, gap)));
    }
    return m_taken / (m_taken + left + 1);
}

}  // namespace leaktide
