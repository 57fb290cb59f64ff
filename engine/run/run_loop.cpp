#include "engine/run/run_loop.h"
#include "engine/run/run_words.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/trend/patterns.h"

namespace leaktide {

namespace {

constexpr auto Tick = std::chrono::milliseconds(10);
constexpr double CutPatienceS = 0.7;  // of the second a stop may take

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

RunLoop::RunLoop(RunParts parts, RunControl& control)
    : m_control(control),
      m_parts(std::move(parts)),
      m_began(now()),
      m_probe(probeOf(m_parts, m_work)),
      m_walk(m_parts.plan, m_probe ? Probing::Yes : Probing::No),
      m_desk(m_parts.plan.probe.signalChoices, endpointsOf(m_parts.plan)),
      m_profiles(m_probe.get()),
      m_ledger(firstPage(m_parts)),
      m_steering(m_parts.plan),
      m_keeper(std::move(m_parts.file)),
      m_consent(m_parts.settings.askToExtend) {
    m_work.attach(m_parts.engine);
}

double RunLoop::nowS() const {
    return toSeconds(now() - m_began);
}

void RunLoop::run() {
    m_began = now();
    if (m_probe) {
        m_probe->collectGarbage();  // the baseline is as clean as what is read after the drain
        m_probe->start();
    }
    for (SteadyTime next = m_began; !m_ended; next = std::max(next + Tick, now())) {
        m_control.pause(next);
        tick();
    }
    finish();
}

void RunLoop::tick() {
    if (const auto cause = m_control.stopAsked()) {
        endByRequest(*cause);
        return;
    }
    steer();
    if (m_control.takeMark()) {
        m_profiles.askByHand();
    }
    takeReadings();
    stepPhases();
    if (nowS() >= m_nextBeatS) {
        closeBeat();
        m_nextBeatS = std::max(m_nextBeatS + 1, nowS());
        watchTarget();
    }
    if (!m_ended && nowS() >= m_nextPublishS) {
        publish();
    }
}

void RunLoop::steer() {
    if (const auto wish = m_control.takeRate()) {
        m_steering.carryOut(*wish, nowS(), *m_parts.engine);
        m_parts.plan.load.rate = m_steering.chosenRate() ? m_steering.chosenRate() : m_parts.plan.load.rate;
    }
    if (const double at = nowS(); m_loadRuns && m_steering.turnsNow(at, *m_parts.engine)) {
        takeInterval();
        m_steering.step(at, *m_parts.engine);
    }
    for (Phrase& text : m_steering.takeMarks()) {
        m_ledger.mark(nowS(), std::move(text));
    }
}

void RunLoop::takeReadings() {
    if (!m_probe) {
        return;
    }
    m_profiles.take(m_began, m_ledger);
    for (const Reading& reading : m_probe->take()) {
        const double tS = std::max(0.0, toSeconds(reading.at - m_began));
        if (reading.restarted) {
            m_ledger.countRestart();
            m_ledger.mark(tS, runSay(RunSay::Restarted));
            m_profiles.forget();
        }
        if (!reading.gauges && m_probeTrouble.empty()) {
            m_ledger.mark(tS, runSay(RunSay::ReadingFailed, {printable(reading.failure)}));
        }
        m_probeTrouble = reading.gauges ? "" : reading.failure;
        m_desk.add(reading, tS, m_ledger.phaseAt(tS));
    }
    for (Mark& mark : m_desk.takeMarks()) {
        m_ledger.mark(mark.tS, std::move(mark.text));
    }
}

void RunLoop::takeInterval() {
    if (!m_loadBegan) {
        return;
    }
    const LoadInterval interval = m_parts.engine->collect();
    m_ledger.addInterval(interval);  // after the load: what became of its connections
    if (m_loadRuns) {
        m_steering.add(interval);
        m_watch.add(interval.counters, nowS() - m_load.beganS());
    }
}

PhaseFacts RunLoop::facts() {
    PhaseFacts facts;
    facts.nowS = nowS();
    facts.sendingEnded = m_loadRuns && m_parts.engine->sendingEnded();
    facts.idle = !m_loadRuns || m_parts.engine->idle();
    facts.quiet = m_walk.phase() != Phase::Drain || m_desk.rest().quiet(facts.nowS);
    facts.consent = m_consent.at(facts.nowS, m_walk.wantsToExtend(), m_control.takeExtensionAnswer());
    facts.garbageCollected = !m_probe || m_probe->garbageCollected();
    facts.profilesMarked = m_profiles.settled();
    // Dear, and asked for at one moment only.
    facts.undecided = m_walk.phase() == Phase::Collect && m_parts.plan.phases.extendTo > 1 &&
                      m_walk.served(facts) && m_desk.undecided();
    return facts;
}

void RunLoop::stepPhases() {
    m_ledger.touchPhase(nowS());
    if (m_loadRuns && m_parts.engine->sendingEnded()) {
        m_load.noteEnd(nowS(), m_parts.engine->idle());
    }
    // Without a drain the walk is in its collection at the next look.
    const bool past = m_walk.phase() == Phase::Drain || m_walk.phase() == Phase::Collect;
    if (m_loadRuns && past && m_parts.engine->idle()) {
        endLoad();
    }
    // The mark and the step go by the same facts: a phase must not be over a moment after it was not.
    PhaseFacts seen = facts();
    if (m_walk.phase() == Phase::Drain && seen.idle) {
        seeRest(seen);
    }
    if (m_walk.served(seen)) {
        m_profiles.askAtRest(
            m_walk.phase() == Phase::Baseline ? "baseline" : "after_cycle_" + std::to_string(m_walk.cycle()));
        seen.profilesMarked = m_profiles.settled();
    }
    while (!m_ended && m_walk.step(seen)) {
        enterPhase(m_walk.phase());
        seen = facts();
    }
}

// Only collections show how a heap falls.
void RunLoop::seeRest(const PhaseFacts& seen) {
    if (m_probe && seen.garbageCollected && m_desk.rest().takeCollectionWish(seen.nowS)) {
        m_probe->collectGarbage();
    }
}

void RunLoop::enterPhase(Phase phase) {
    m_ledger.enterPhase(phase, m_walk.cycle(), nowS());
    if (m_probe) {
        m_probe->collectNowAndThen(phase == Phase::Load ? NowAndThen::Yes : NowAndThen::No);
    }
    switch (phase) {
        case Phase::Load:
            startLoad();
            break;
        case Phase::Collect:
            collectForGood();
            break;
        case Phase::Ended: {
            const auto lost = m_watch.lostAtTheEnd(m_ledger.record().loadDurationS);
            end(lost ? lost->reason : StopReason::Finished, lost ? lost->sentence : "");
            break;
        }
        default:
            break;
    }
}

void RunLoop::collectForGood() {
    const double atS = nowS();
    for (const std::string& label : m_desk.rest().notQuiet(atS)) {
        m_ledger.mark(atS, say(Say::DrainTooShort, {label, durationOf(atS - m_load.endedS())}));
    }
    if (m_probe && !m_desk.rest().needsNoCollection(atS)) {
        m_probe->collectGarbage();
    }
}

void RunLoop::startLoad() {
    if (m_walk.extended()) {
        m_ledger.mark(nowS(), say(Say::LoadGoesOn, {std::to_string(m_walk.loadFactor())}));
    }
    if (m_walk.cycle() > 1) {
        auto engine =
            LoadEngine::create(lengthened(m_parts.plan, m_walk.loadFactor()), m_parts.engine->position());
        if (!engine) {
            end(StopReason::InternalError, engine.error().message);
            return;
        }
        takeNotes(m_ledger.record());
        takeInterval();
        m_parts.engine = std::move(engine).value();
        m_work.attach(m_parts.engine);
        m_watch = TargetWatch();
    }
    if (const Status started = m_parts.engine->start(); !started) {
        end(StopReason::InternalError, started.error().message);
        return;
    }
    m_load.begin(nowS(), m_walk.loadFactor() * toSeconds(m_parts.plan.load.duration));
    m_loadRuns = true;
    m_loadBegan = true;
    m_steering.begin(lengthened(m_parts.plan, m_walk.loadFactor()), m_load.beganS(), *m_parts.engine);
}

// Nothing is in flight any more: the books of this cycle's load are closed, its connections too, so that the
// target has no reason left to hold anything for us.
void RunLoop::endLoad() {
    takeInterval();
    m_loadRuns = false;
    m_steering.end();
    if (m_parts.plan.load.search) {
        m_walk.loadTook(m_load.lastedS());
    }
    m_client.rest();
    m_ledger.record().loadDurationS += m_load.lastedS();
    m_parts.engine->closeConnections();
}

void RunLoop::watchTarget() {
    if (m_ended) {
        return;
    }
    if (const std::string how = m_parts.settings.howTargetEnded ? m_parts.settings.howTargetEnded() : "";
        !how.empty()) {
        end(StopReason::TargetLost, "the target " + how + ", " + formatFixed(nowS(), 1) + " s into the run");
        return;
    }
    if (m_loadRuns) {
        if (const auto lost = m_watch.lost(nowS() - m_load.beganS())) {
            end(lost->reason, lost->sentence);
        }
    }
}

void RunLoop::endByRequest(StopCause cause) {
    const bool byUser = cause == StopCause::User;
    end(byUser ? StopReason::StoppedByUser : StopReason::Interrupted,
        std::string(byUser ? "stopped" : "interrupted") + " in phase " + std::string(nameOf(m_walk.phase())));
}

void RunLoop::cutLoad() {
    m_parts.engine->stopSending();
    m_parts.engine->cancel();
    const SteadyTime patience =
        now() + std::chrono::duration_cast<Nanos>(std::chrono::duration<double>(CutPatienceS));
    while (!m_parts.engine->idle() && now() < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    m_load.cut(nowS());
    endLoad();
}

void RunLoop::closeBeat() {
    takeInterval();
    BeatFacts facts;
    facts.tS = nowS();
    facts.phase = m_ledger.phaseAt((facts.tS + m_ledger.beatBeganS()) / 2);
    facts.targetRate = m_steering.targetRate(m_ledger.beatBeganS(), facts.tS);
    facts.client = clientState();
    facts.inFlight = m_work.read().inFlight;
    facts.openConnections = m_parts.engine->openConnections();
    facts.gauges = m_desk.latest();
    facts.gcCycles = m_desk.gcCycles();
    m_ledger.closeBeat(facts);
    if (facts.phase == Phase::Load && !m_lengthNotice) {
        adviseLength();
    }
}

void RunLoop::adviseLength() {
    m_lengthNotice = lengthNotice(m_ledger.record(), m_desk.records(Judged::Live));
    if (m_lengthNotice) {
        m_ledger.mark(nowS(), m_lengthNotice->sentence);
    }
}

std::optional<ClientState> RunLoop::clientState() {
    if (!m_loadRuns || m_walk.phase() != Phase::Load) {
        return std::nullopt;
    }
    const ClientState state = m_client.add(m_parts.engine->busiestWorker(), m_ledger.openCounters());
    m_steering.addSecond(state.limit != ClientLimit::None);
    if (auto change = m_client.takeChange()) {
        m_ledger.mark(nowS(), std::move(*change));
    }
    return state;
}

void RunLoop::finish() {
    if (m_loadRuns) {
        cutLoad();
    }
    if (m_probe) {
        m_probe->stop();
        takeReadings();
    }
    if (nowS() - m_ledger.beatBeganS() > 0.05) {
        closeBeat();
    }
    m_ledger.touchPhase(nowS());
    sayIfNoEndpoint();
    publish();
}

// Asked which request leaks, and nothing does, or nothing does for certain.
void RunLoop::sayIfNoEndpoint() {
    if (!m_parts.plan.load.findEndpoint || m_ledger.record().stopReason != StopReason::Finished) {
        return;
    }
    const auto signals = m_desk.records(Judged::AtTheEnd);
    const auto any = [&signals](std::initializer_list<Verdict> verdicts) {
        return std::any_of(signals.begin(), signals.end(), [verdicts](const SignalRecord& signal) {
            return std::find(verdicts.begin(), verdicts.end(), signal.verdict.verdict) != verdicts.end();
        });
    };
    if (!any({Verdict::Leak})) {
        const bool open = any({Verdict::GrowingUndecided, Verdict::Inconclusive});
        m_ledger.mark(nowS(), say(open ? Say::NoEndpointYet : Say::NoEndpointAsked));
    }
}

}  // namespace leaktide
