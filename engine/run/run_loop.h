// The session's thread: walks the phases, takes readings and intervals on the beat, publishes snapshots.
// Made on any thread, run on one, never shared.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/probe/probe_loop.h"
#include "engine/run/client_watch.h"
#include "engine/run/extension_consent.h"
#include "engine/run/length_notice.h"
#include "engine/run/load_span.h"
#include "engine/run/load_steering.h"
#include "engine/run/phase_walk.h"
#include "engine/run/profile_desk.h"
#include "engine/run/run_control.h"
#include "engine/run/run_keeper.h"
#include "engine/run/run_ledger.h"
#include "engine/run/run_parts.h"
#include "engine/run/signal_desk.h"
#include "engine/run/target_watch.h"
#include "engine/run/work_meter.h"

namespace leaktide {

class RunLoop {
public:
    RunLoop(RunParts parts, RunControl& control);
    void run();

private:
    void tick();
    void steer();
    void takeReadings();
    void takeInterval();
    void stepPhases();
    void seeRest(const PhaseFacts& seen);
    void enterPhase(Phase phase);
    void collectForGood();
    void startLoad();
    [[nodiscard]] std::optional<ClientState> clientState();
    void endLoad();
    void watchTarget();
    void end(StopReason reason, std::string detail) {
        m_ledger.record().stopReason = reason;
        m_ledger.record().stopDetail = std::move(detail);
        m_ended = true;
    }
    void endByRequest(StopCause cause);
    void cutLoad();
    void closeBeat();
    void adviseLength();
    void publish();
    void finish();
    void sayIfNoEndpoint();

    void takeNotes(RunRecord& record) const;
    [[nodiscard]] double nowS() const;
    [[nodiscard]] PhaseFacts facts();
    [[nodiscard]] std::shared_ptr<RunSnapshot> snapshot(Judged judged) const;

    RunControl& m_control;
    RunParts m_parts;
    SteadyTime m_began;
    WorkMeter m_work;
    std::unique_ptr<ProbeLoop> m_probe;  // after m_work, which it reads
    PhaseWalk m_walk;
    SignalDesk m_desk;
    ProfileDesk m_profiles;
    RunLedger m_ledger;
    TargetWatch m_watch;
    LoadSteering m_steering;
    ClientWatch m_client;
    RunKeeper m_keeper;
    ExtensionConsent m_consent;
    std::optional<LengthNotice> m_lengthNotice;

    bool m_ended = false;
    LoadSpan m_load;           // of this cycle
    bool m_loadBegan = false;  // ever
    bool m_loadRuns = false;   // from the first send until nothing is in flight
    std::uint64_t m_serial = 0;
    double m_nextBeatS = 1;
    double m_nextPublishS = 0;
    double m_publishCostS = 0;
    std::string m_probeTrouble;  // last failed reading, so that a row of them is one mark
};

}  // namespace leaktide
