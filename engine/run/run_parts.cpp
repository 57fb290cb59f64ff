#include "engine/run/run_parts.h"

namespace leaktide {

RunLedger firstPage(const RunParts& parts) {
    RunRecord record;
    record.plan = parts.plan;
    record.targetDescription = parts.settings.targetDescription.empty() ? parts.plan.requests.front().url
                                                                        : parts.settings.targetDescription;
    record.probe = together(parts.probe, parts.profileNote);
    record.exchange = parts.engine->exchange();
    record.startedAt = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    RunLedger ledger(std::move(record));
    if (parts.settings.keepHistograms) {
        ledger.keepHistograms();
    }
    for (const std::string& note : parts.engine->notes()) {
        ledger.mark(0, note);
    }
    return ledger;
}

std::vector<std::string> endpointsOf(const Plan& plan) {
    return plan.load.findEndpoint ? namesOfRequests(plan) : std::vector<std::string>();
}

std::unique_ptr<ProbeLoop> probeOf(RunParts& parts, const WorkMeter& work) {
    if (!parts.source) {
        return nullptr;
    }
    auto probe = std::make_unique<ProbeLoop>(std::move(parts.source), probeInterval(parts.plan),
                                             [&work] { return work.read(); });
    probe->useProfiles(std::move(parts.profiles));
    return probe;
}

}  // namespace leaktide
