// What a session is made of before it begins, and the two things that are made of it at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/load/load_engine.h"
#include "engine/probe/probe_loop.h"
#include "engine/run/run_ledger.h"
#include "engine/run/run_session.h"
#include "engine/run/work_meter.h"
#include "engine/store/run_file_writer.h"

namespace leaktide {

struct RunParts {
    Plan plan;
    RunSettings settings;
    RunSession::Listener listener;
    std::shared_ptr<LoadEngine> engine;        // of the first cycle, not started
    std::unique_ptr<ProbeSource> source;       // may be null: nothing is read
    std::unique_ptr<ProfileFetcher> profiles;  // may be null: the target shows none
    Phrases probe;                             // what is said of it
    Phrases profileNote;                       // added to it: "profiles: …"
    std::unique_ptr<RunFileWriter> file;       // may be null: nothing is kept on disk
};

// With what is known before the first second, down to what this machine may run short of.
RunLedger firstPage(const RunParts& parts);

// The requests that growth is told apart by, by name; empty where the plan does not ask for that.
std::vector<std::string> endpointsOf(const Plan& plan);

// Takes source and profiles out of `parts`. Null: nothing is read. `work` must outlive it.
std::unique_ptr<ProbeLoop> probeOf(RunParts& parts, const WorkMeter& work);

}  // namespace leaktide
