#include "engine/run/phase_walk.h"

#include <algorithm>

namespace leaktide {

namespace {

constexpr double LongestExtraSettleS = 30;  // how long a falling backlog is waited for
constexpr double LongestCollectWaitS = 8;
constexpr double LongestMarkWaitS = 30;         // as long as a target may take for three profiles
constexpr double ReadingsAfterCollection = 16;  // the detector uses the second half and wants eight

}  // namespace

PhaseWalk::PhaseWalk(const Plan& plan, Probing probing)
    : m_loadS(toSeconds(plan.load.duration)),
      m_plannedCycles(std::max<std::uint32_t>(1, plan.phases.cycles)),
      m_cycles(m_plannedCycles),
      m_extendTo(plan.phases.extendTo) {
    if (plan.load.model == LoadModel::Stages) {
        m_loadS = 0;
        for (const Stage& stage : plan.load.stages) {
            m_loadS += toSeconds(stage.duration);
        }
    }
    if (probing == Probing::No) {
        return;
    }
    const double interval = toSeconds(probeInterval(plan));
    m_baselineS = std::max(toSeconds(plan.phases.baseline), interval * 12);
    m_settleS = toSeconds(plan.phases.drain) / 2;
    m_settleMostS = m_settleS + LongestExtraSettleS;
    m_collectS = std::max(toSeconds(plan.phases.drain) / 2, interval * ReadingsAfterCollection);
}

void PhaseWalk::enter(Phase phase, double nowS) {
    m_phase = phase;
    m_wantsToExtend = false;
    m_enteredS = nowS;
    m_cleanSinceS = nowS;
    m_idleSinceS = -1;
}

// How long this phase has lasted since the collection asked for at its beginning; one that does not end is
// waited for a while only.
double PhaseWalk::cleanS(const PhaseFacts& facts) {
    if (!facts.garbageCollected && inPhaseS(facts.nowS) < LongestCollectWaitS) {
        m_cleanSinceS = facts.nowS;
    }
    return facts.nowS - m_cleanSinceS;
}

bool PhaseWalk::step(const PhaseFacts& facts) {
    switch (m_phase) {
        case Phase::Starting:
            enter(m_baselineS > 0 ? Phase::Baseline : Phase::Load, facts.nowS);
            return true;
        case Phase::Baseline:
        case Phase::WarmUp:
            if (!served(facts) || waitsForMark(facts, m_baselineS)) {
                return false;
            }
            enter(Phase::Load, facts.nowS);
            return true;
        case Phase::Load:
            if (facts.sendingEnded) {
                enter(Phase::Drain, facts.nowS);
                return true;
            }
            return false;
        case Phase::Drain:
            return stepDrain(facts);
        case Phase::Collect:
            return stepCollect(facts);
        case Phase::Ended:
            return false;
    }
    return false;
}

bool PhaseWalk::served(const PhaseFacts& facts) {
    return (m_phase == Phase::Baseline && cleanS(facts) >= m_baselineS) ||
           (m_phase == Phase::Collect && cleanS(facts) >= m_collectS);
}

bool PhaseWalk::waitsForMark(const PhaseFacts& facts, double plannedS) {
    return !facts.profilesMarked && cleanS(facts) < plannedS + LongestMarkWaitS;
}

bool PhaseWalk::stepDrain(const PhaseFacts& facts) {
    if (!facts.idle) {
        return false;
    }
    m_idleSinceS = m_idleSinceS < 0 ? facts.nowS : m_idleSinceS;
    const double settled = facts.nowS - m_idleSinceS;
    if (settled < m_settleS || (!facts.quiet && settled < m_settleMostS)) {
        return false;
    }
    const bool ends = m_collectS <= 0 && m_cycle >= m_cycles;
    enter(ends ? Phase::Ended : Phase::Collect, facts.nowS);
    return true;
}

bool PhaseWalk::stepCollect(const PhaseFacts& facts) {
    if (!served(facts) || waitsForMark(facts, m_collectS)) {
        return false;
    }
    const std::uint32_t factors = m_factorsBefore + m_factor;
    if (m_cycle < m_cycles) {
        nextCycle(1, facts.nowS);
    } else if (facts.undecided && factors * 2 <= m_extendTo * m_plannedCycles &&
               facts.consent != ExtendConsent::Refused) {
        m_wantsToExtend = true;
        if (facts.consent == ExtendConsent::Awaited) {
            return false;
        }
        ++m_cycles;
        m_extended = true;
        nextCycle(factors, facts.nowS);
    } else {
        enter(Phase::Ended, facts.nowS);
    }
    return true;
}

void PhaseWalk::nextCycle(std::uint32_t factor, double nowS) {
    m_factorsBefore += m_factor;
    m_factor = factor;
    ++m_cycle;
    enter(Phase::Load, nowS);
}

double PhaseWalk::plannedS() const {
    const std::uint32_t later = m_cycles - m_cycle;  // planned cycles after this one have the plan's length
    return m_baselineS + m_factorsBefore * m_loadS + (m_cycle - 1) * (m_settleS + m_collectS) +
           cycleS(m_factor) + later * cycleS(1);
}

double PhaseWalk::progress(double nowS, double loadShare) const {
    const double whole = plannedS();
    if (m_phase == Phase::Ended || whole <= 0) {
        return m_phase == Phase::Ended ? 1 : 0;
    }
    const double within = std::max(0.0, inPhaseS(nowS));
    const double loadS = m_factor * m_loadS;
    double done = m_baselineS + m_factorsBefore * m_loadS + (m_cycle - 1) * (m_settleS + m_collectS);
    switch (m_phase) {
        case Phase::Starting:
            return 0;
        case Phase::Baseline:
        case Phase::WarmUp:
            done = std::min(within, m_baselineS);
            break;
        case Phase::Load:
            done += loadS * std::clamp(loadShare, 0.0, 1.0);
            break;
        case Phase::Drain:
            done += loadS + std::min(within, m_settleS);
            break;
        default:
            done += loadS + m_settleS + std::min(within, m_collectS);
            break;
    }
    return std::clamp(done / whole, 0.0, 1.0);
}

}  // namespace leaktide
