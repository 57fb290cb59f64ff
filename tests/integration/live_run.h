// Helpers of the integration tests: the real bundled target, the real session.
#pragma once

#include <QtTest>
#include <memory>

#include "engine/run/bundled_target.h"
#include "engine/run/run_session.h"

namespace leaktide::testing {

inline std::unique_ptr<BundledTarget> startTarget(const std::vector<std::string>& faults = {}) {
    BundledTargetSettings settings;
    settings.program = LEAKTIDE_BIN_DIR "/leaktide-target";
    settings.faults = faults;
    auto target = BundledTarget::start(settings);
    if (!target) {
        qWarning("%s", target.error().message.c_str());
        return nullptr;
    }
    return std::move(target).value();
}

inline Plan planFor(const BundledTarget& target, const std::string& path, Nanos duration,
                    std::uint64_t rate) {
    Plan plan;
    plan.requests.push_back({});
    plan.requests[0].url = target.url() + path;
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{rate};
    plan.load.connections = 10;
    plan.load.duration = duration;
    plan.probe = target.probe();
    return plan;
}

inline std::unique_ptr<RunSession> startSession(const Plan& plan, RunSettings settings = {},
                                                RunSession::Listener listener = {}) {
    auto session = RunSession::create(plan, std::move(settings), std::move(listener));
    if (!session) {
        qWarning("%s", session.error().message.c_str());
        return nullptr;
    }
    (*session)->start();
    return std::move(session).value();
}

inline const SignalRecord* findSignal(const RunRecord& record, const std::string& name) {
    for (const SignalRecord& signal : record.signals) {
        if (signal.spec.name == name) {
            return &signal;
        }
    }
    return nullptr;
}

}  // namespace leaktide::testing
