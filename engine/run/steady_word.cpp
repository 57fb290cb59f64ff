#include "engine/run/steady_word.h"

namespace leaktide {

namespace {

constexpr double StandsS = 1;

}  // namespace

std::optional<SteadyWord::Withdrawn> SteadyWord::see(const TrendVerdict& now, double tS) {
    if (!m_shown || m_shown->verdict == now.verdict) {
        m_shown = now;
        m_next.reset();
        return std::nullopt;
    }
    if (m_next != now.verdict) {
        m_next = now.verdict;
        m_nextSinceS = tS;
    }
    const bool first =
        m_shown->verdict == Verdict::WarmingUp;  // nothing was said yet that could be taken back
    if (!first && tS - m_nextSinceS < StandsS) {
        return std::nullopt;
    }
    const bool withdrawn = m_shown->verdict == Verdict::Growing;
    m_growingSinceS = now.verdict == Verdict::Growing ? m_nextSinceS : m_growingSinceS;
    m_shown = now;
    m_next.reset();
    return withdrawn ? std::optional(Withdrawn{m_growingSinceS, m_nextSinceS}) : std::nullopt;
}

TrendVerdict SteadyWord::shown(const TrendVerdict& now) const {
    return m_shown && m_shown->verdict != now.verdict ? *m_shown : now;
}

}  // namespace leaktide
