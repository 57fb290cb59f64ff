#include "engine/run/run_session.h"

#include <thread>

#include "engine/plan/plan_rules.h"
#include "engine/plan/varied_shares.h"
#include "engine/probe/probe_loop.h"
#include "engine/probe/probe_words.h"
#include "engine/run/reachability.h"
#include "engine/run/run_control.h"
#include "engine/run/run_loop.h"

namespace leaktide {

struct RunSession::Parts {
    explicit Parts(RunParts runParts) : loop(std::move(runParts), control) {}

    RunControl control;
    RunLoop loop;  // touched by `thread` only, once it runs
    std::thread thread;
};

RunSession::RunSession(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Result<std::unique_ptr<RunSession>> RunSession::create(Plan plan, RunSettings settings, Listener listener) {
    if (const auto mistakes = findMistakes(plan); !mistakes.empty()) {
        return Error{ErrorKind::InvalidInput, joinMistakes(mistakes)};
    }
    plan = withVariedShares(std::move(plan));
    if (const Status reachable = checkReachable(plan); !reachable) {
        return reachable.error();
    }
    auto engine = LoadEngine::create(plan);
    if (!engine) {
        return engine.error();
    }
    std::string whyNot;
    auto source = findProbeSource(plan, whyNot);
    if (!source) {
        return source.error();
    }
    RunParts parts;
    if (!settings.runFile.empty()) {
        auto file = RunFileWriter::create(settings.runFile);
        if (!file) {
            return file.error();
        }
        parts.file = std::move(file).value();
    }
    parts.probe = *source ? (*source)->describe()
                          : Phrases{whyNot.empty() ? probeSay(ProbeSay::NoProbe)
                                                   : probeSay(ProbeSay::NothingReadable, {whyNot})};
    if (*source && settings.profiles == ProfileUse::Marks) {
        parts.profiles = ProfileFetcher::find(plan, whyNot);
        parts.profileNote = {parts.profiles ? probeSay(ProbeSay::Profiles, {parts.profiles->describe()})
                                            : probeSay(ProbeSay::NoProfiles, {whyNot})};
    }
    parts.plan = std::move(plan);
    parts.settings = std::move(settings);
    parts.listener = std::move(listener);
    parts.engine = std::move(engine).value();
    parts.source = std::move(source).value();
    return std::unique_ptr<RunSession>(new RunSession(std::make_unique<Parts>(std::move(parts))));
}

RunSession::~RunSession() {
    if (m_parts->thread.joinable()) {
        stop(StopCause::User);
        m_parts->thread.join();
    }
}

void RunSession::start() {
    m_parts->thread = std::thread([parts = m_parts.get()] { parts->loop.run(); });
}

void RunSession::stop(StopCause cause) {
    m_parts->control.askStop(cause);
}

void RunSession::setRate(const Rate& rate) {
    m_parts->control.askRate({.rate = rate});
}

void RunSession::scaleRate(double factor) {
    m_parts->control.askRate({.rate = {}, .factor = factor});
}

void RunSession::markProfiles() {
    m_parts->control.askMark();
}

void RunSession::answerExtension(ExtendConsent answer) {
    m_parts->control.answerExtension(answer);
}

RunSnapshotPtr RunSession::latest() const {
    return m_parts->control.latest();
}

RunSnapshotPtr RunSession::wait() {
    return m_parts->control.waitForEnd();
}

}  // namespace leaktide
