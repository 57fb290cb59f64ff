// One run from start to verdict. Owns load engine, probe loop and detectors; walks the phases
// baseline -> load -> drain -> collect; publishes an immutable snapshot a few times a second.
//
// Threading: the session has one thread of its own, on which the listener is called. start, stop, latest and
// wait may be called from any thread. The destructor stops and joins.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/plan/plan.h"
#include "engine/run/extension_consent.h"
#include "engine/run/run_snapshot.h"

namespace leaktide {

enum class ProfileUse { Marks, None };

struct RunSettings {
    std::string targetDescription;  // empty: the plan's URL
    std::string runFile;            // SQLite run file to write as the run goes; empty: none
    // Profiles at the end of the baseline, after each drain, when a signal begins to grow, and when asked.
    ProfileUse profiles = ProfileUse::Marks;
    bool keepHistograms = false;  // of each second, for interval logs
    Nanos snapshotEvery = std::chrono::milliseconds(250);
    // An undecided run is extended only after somebody agreed (answerExtension); so long the answer is waited
    // for. Unset: the plan alone decides.
    std::optional<Nanos> askToExtend = {};
    // Asked a few times a second on the session's thread: a sentence when the target's process has ended
    // ("exited with status 1"), empty while it runs. Unset: unknown.
    std::function<std::string()> howTargetEnded;
};

enum class StopCause { User, Signal };

class RunSession {
public:
    using Listener =
        std::function<void(const RunSnapshotPtr&)>;  // on the session's thread; must return quickly

    // Refuses a plan with mistakes (InvalidInput) and a target that cannot be reached (Unreachable), each in
    // one sentence.
    static Result<std::unique_ptr<RunSession>> create(Plan plan, RunSettings settings, Listener listener);
    ~RunSession();
    RunSession(const RunSession&) = delete;
    RunSession& operator=(const RunSession&) = delete;

    void start();                // once
    void stop(StopCause cause);  // ends sending at once, cuts what is in flight, publishes a final snapshot
                                 // within a second
    // Of a load with a constant rate, now or once it begins; what became of it is a mark.
    void setRate(const Rate& rate);
    void markProfiles();  // takes the target's profiles now, where it has any
    void scaleRate(double factor);
    void answerExtension(ExtendConsent answer);  // to RunSnapshot::offer
    [[nodiscard]] RunSnapshotPtr latest() const;
    RunSnapshotPtr wait();  // until the final snapshot

private:
    struct Parts;
    explicit RunSession(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
