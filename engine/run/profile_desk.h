// The profiles of a run: asks for marks at the right moments, keeps what comes within bounds, and says of a
// signal that grew which stack holds the growth. Belongs to the session thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/probe/probe_loop.h"
#include "engine/profile/stack_profile.h"
#include "engine/run/run_ledger.h"

namespace leaktide {

class ProfileDesk {
public:
    // `probe` makes the marks and outlives this; null, or one without profiles: nothing is ever asked.
    explicit ProfileDesk(ProbeLoop* probe) : m_probe(probe) {}

    // The target rests: at the end of the baseline ("baseline") and of each Collect ("after_cycle_1"). Once a
    // label, however often it is said.
    void askAtRest(const std::string& label);
    void askByHand();
    // A signal that is first seen growing is worth a mark; a handful a run.
    void watch(const std::vector<SignalRecord>& live);
    // Takes the marks that were made, into the ledger's record.
    void take(SteadyTime runBegan, RunLedger& ledger);
    void forget() { m_kinds.clear(); }   // another process answers now: nothing before can be compared
    [[nodiscard]] bool settled() const;  // no mark is under way
    // Adds to each signal that grew what the profiles say of it.
    void explain(std::vector<SignalRecord>& signals) const;

private:
    struct Finding {
        ProfileEvidence evidence;
        double afterS = 0;
    };
    struct Kind {
        std::optional<StackProfile> baseline;
        double baselineS = 0;
        std::optional<Finding> atRest;  // the newest with the target at rest; says more than
        std::optional<Finding> busy;    // the newest of any other
    };
    void ask(const std::string& label, BeforeHeap beforeHeap);
    void add(const RecordedProfile& profile, RunLedger& ledger);
    void learn(const RecordedProfile& profile, StackProfile read);

    ProbeLoop* m_probe;
    std::map<std::string, Kind> m_kinds;
    std::string m_askedAtRest;
    std::set<std::string> m_growing;  // signals that have had their mark
    std::size_t m_byHand = 0;
    std::size_t m_emptyMarks = 0;  // in a row
};

}  // namespace leaktide
