#include "engine/run/phase_walk.h"

#include <algorithm>

namespace leaktide {

namespace {

constexpr double LongestExtraSettleS = 30;  // how long a falling backlog is waited for
constexpr double LongestCollectWaitS = 5;
constexpr double ReadingsAfterCollection = 16;  // the detector uses the second half and wants eight

}  // namespace

PhaseWalk::PhaseWalk(const Plan& plan, Probing probing)
    : m_loadS(toSeconds(plan.load.duration)), m_cycles(std::max<std::uint32_t>(1, plan.phases.cycles)) {
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
    m_enteredS = nowS;
    m_idleSinceS = -1;
}

bool PhaseWalk::step(const PhaseFacts& facts) {
    const double now = facts.nowS;
    switch (m_phase) {
        case Phase::Starting:
            enter(m_baselineS > 0 ? Phase::Baseline : Phase::Load, now);
            return true;
        case Phase::Baseline:
        case Phase::WarmUp:
            if (inPhaseS(now) >= m_baselineS) {
                enter(Phase::Load, now);
                return true;
            }
            return false;
        case Phase::Load:
            if (facts.sendingEnded) {
                enter(Phase::Drain, now);
                return true;
            }
            return false;
        case Phase::Drain: {
            if (!facts.idle) {
                return false;
            }
            m_idleSinceS = m_idleSinceS < 0 ? now : m_idleSinceS;
            const double settled = now - m_idleSinceS;
            if (settled < m_settleS || (!facts.quiet && settled < m_settleMostS)) {
                return false;
            }
            const bool ends = m_collectS <= 0 && m_cycle >= m_cycles;
            enter(ends ? Phase::Ended : Phase::Collect, now);
            return true;
        }
        case Phase::Collect:
            if (inPhaseS(now) < m_collectS ||
                (!facts.garbageCollected && inPhaseS(now) < m_collectS + LongestCollectWaitS)) {
                return false;
            }
            if (m_cycle < m_cycles) {
                ++m_cycle;
                enter(Phase::Load, now);
            } else {
                enter(Phase::Ended, now);
            }
            return true;
        case Phase::Ended:
            return false;
    }
    return false;
}

double PhaseWalk::plannedS() const {
    return m_baselineS + m_cycles * (m_loadS + m_settleS + m_collectS);
}

double PhaseWalk::progress(double nowS, double loadShare) const {
    const double whole = plannedS();
    if (m_phase == Phase::Ended || whole <= 0) {
        return m_phase == Phase::Ended ? 1 : 0;
    }
    const double within = std::max(0.0, inPhaseS(nowS));
    double done = m_baselineS + (m_cycle - 1) * (m_loadS + m_settleS + m_collectS);
    switch (m_phase) {
        case Phase::Starting:
            return 0;
        case Phase::Baseline:
        case Phase::WarmUp:
            done = std::min(within, m_baselineS);
            break;
        case Phase::Load:
            done += m_loadS * std::clamp(loadShare, 0.0, 1.0);
            break;
        case Phase::Drain:
            done += m_loadS + std::min(within, m_settleS);
            break;
        default:
            done += m_loadS + m_settleS + std::min(within, m_collectS);
            break;
    }
    return std::clamp(done / whole, 0.0, 1.0);
}

}  // namespace leaktide
