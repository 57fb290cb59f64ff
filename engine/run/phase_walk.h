// Which phase a run is in: baseline -> [load -> drain -> collect] x cycles -> ended. Pure: time and facts are
// handed in.
#pragma once

#include <cstdint>

#include "engine/plan/plan.h"
#include "engine/run/extension_consent.h"
#include "engine/store/run_record.h"

namespace leaktide {

enum class Probing { Yes, No };  // with no readings there is nothing to wait for before and after the load

struct PhaseFacts {
    double nowS = 0;            // since the run began
    bool sendingEnded = false;  // the load of this cycle sends nothing more
    bool idle = false;          // and nothing is in flight
    bool quiet = true;          // what the load left falls no more
    bool undecided = false;     // a verdict would be settled by more load; read in Collect only
    ExtendConsent consent = ExtendConsent::Given;  // to more load while undecided
    bool garbageCollected = true;  // the collection asked for on entering Baseline or Collect is done
    bool profilesMarked = true;    // every mark asked for was made
};

class PhaseWalk {
public:
    PhaseWalk(const Plan& plan, Probing probing);

    // Moves at most one step; true when the phase changed. Call it again until it gives false.
    bool step(const PhaseFacts& facts);

    // Its readings are taken: the moment for a mark, which the phase then waits for. Baseline and Collect.
    bool served(const PhaseFacts& facts);

    // The load of this cycle has ended after so many seconds, whatever was planned.
    void loadTook(double seconds) { m_loadS = seconds / m_factor; }
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] std::uint32_t cycle() const { return m_cycle; }    // from 1
    [[nodiscard]] std::uint32_t cycles() const { return m_cycles; }  // known so far; an extension adds one
    // This cycle's load is so many times as long as the plan's.
    [[nodiscard]] std::uint32_t loadFactor() const { return m_factor; }
    [[nodiscard]] bool extended() const { return m_extended; }
    // A verdict is undecided at the end and the plan allows as much load again: the walk waits for consent.
    [[nodiscard]] bool wantsToExtend() const { return m_wantsToExtend; }
    // Seconds of load that an extension would add.
    [[nodiscard]] double extensionS() const { return (m_factorsBefore + m_factor) * m_loadS; }
    // Planned seconds of the whole run, and how far it is, 0..1. `loadShare` is how much of the load is done,
    // 0..1.
    [[nodiscard]] double plannedS() const;
    [[nodiscard]] double progress(double nowS, double loadShare) const;

private:
    void enter(Phase phase, double nowS);
    void nextCycle(std::uint32_t factor, double nowS);
    bool stepDrain(const PhaseFacts& facts);
    bool stepCollect(const PhaseFacts& facts);
    double cleanS(const PhaseFacts& facts);
    bool waitsForMark(const PhaseFacts& facts, double plannedS);
    [[nodiscard]] double cycleS(std::uint32_t factor) const {
        return factor * m_loadS + m_settleS + m_collectS;
    }
    [[nodiscard]] double inPhaseS(double nowS) const { return nowS - m_enteredS; }

    double m_baselineS = 0;
    double m_loadS = 0;
    double m_settleS = 0;      // from the last result to the collection, at least
    double m_settleMostS = 0;  // and at most, while something still falls
    double m_collectS = 0;
    std::uint32_t m_plannedCycles = 1;
    std::uint32_t m_cycles = 1;
    std::uint32_t m_extendTo = 1;

    Phase m_phase = Phase::Starting;
    std::uint32_t m_cycle = 1;
    std::uint32_t m_factor = 1;
    std::uint32_t m_factorsBefore = 0;  // of the cycles before this one
    bool m_extended = false;
    bool m_wantsToExtend = false;
    double m_enteredS = 0;
    double m_cleanSinceS = 0;
    double m_idleSinceS = -1;
};

}  // namespace leaktide
