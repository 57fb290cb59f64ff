#include "engine/run/run_loop.h"

#include <algorithm>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr auto Tick = std::chrono::milliseconds(10);
constexpr double CutPatienceS = 0.7;  // of the second a stop may take

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

RunRecord firstPage(const RunParts& parts) {
    RunRecord record;
    record.plan = parts.plan;
    record.targetDescription = parts.settings.targetDescription.empty() ? parts.plan.requests.front().url
                                                                        : parts.settings.targetDescription;
    record.probeDescription = parts.probeDescription;
    record.exchange = parts.engine->exchange();
    record.startedAt = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return record;
}

}  // namespace

RunLoop::RunLoop(RunParts parts, RunControl& control)
    : m_control(control),
      m_parts(std::move(parts)),
      m_began(now()),
      m_walk(m_parts.plan, m_parts.source ? Probing::Yes : Probing::No),
      m_desk(m_parts.plan.probe.signalChoices),
      m_ledger(firstPage(m_parts)) {
    m_work.attach(m_parts.engine);
    if (m_parts.source) {
        m_probe = std::make_unique<ProbeLoop>(std::move(m_parts.source), probeInterval(m_parts.plan),
                                              [this] { return m_work.read(); });
    }
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
    if (const auto rate = m_control.takeRate(); rate && m_loadRuns) {
        m_parts.engine->setRate(*rate);
        m_parts.plan.load.rate = rate;
        m_ledger.mark(nowS(), "rate set to " + formatSignificant(rate->perSecond()) + " per second");
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

void RunLoop::takeReadings() {
    if (!m_probe) {
        return;
    }
    for (const Reading& reading : m_probe->take()) {
        const double tS = std::max(0.0, toSeconds(reading.at - m_began));
        if (reading.restarted) {
            m_ledger.countRestart();
            m_ledger.mark(tS, "the target restarted; its series begin anew");
        }
        if (!reading.gauges && m_probeTrouble.empty()) {
            m_ledger.mark(tS, "a reading failed: " + printable(reading.failure));
        }
        m_probeTrouble = reading.gauges ? "" : reading.failure;
        m_desk.add(reading, tS, m_ledger.phaseAt(tS));
    }
}

void RunLoop::takeInterval() {
    if (m_loadRuns) {
        const LoadInterval interval = m_parts.engine->collect();
        m_ledger.addInterval(interval);
        m_watch.add(interval.counters, nowS() - m_loadBeganS);
    }
}

PhaseFacts RunLoop::facts() const {
    PhaseFacts facts;
    facts.nowS = nowS();
    facts.sendingEnded = m_loadRuns && m_parts.engine->sendingEnded();
    facts.idle = !m_loadRuns || m_parts.engine->idle();
    facts.quiet = m_desk.quiet(facts.nowS);
    facts.undecided =
        m_walk.phase() == Phase::Collect && m_parts.plan.phases.extendTo > 1 && m_desk.undecided();
    facts.garbageCollected = !m_probe || m_probe->garbageCollected();
    return facts;
}

void RunLoop::stepPhases() {
    m_ledger.touchPhase(nowS());
    noteEndOfLoad();
    if (m_loadRuns && m_walk.phase() == Phase::Drain && m_parts.engine->idle()) {
        endLoad();
    }
    while (!m_ended && m_walk.step(facts())) {
        enterPhase(m_walk.phase());
    }
}

// The load lasts until the end of sending or the last result, whichever is later. Where nothing was in
// flight any more when the end of sending was first seen, that end is the plan's own; else it is known to a
// tick.
void RunLoop::noteEndOfLoad() {
    if (!m_loadRuns || !m_parts.engine->sendingEnded()) {
        return;
    }
    const double planned = m_loadBeganS + m_walk.loadFactor() * toSeconds(m_parts.plan.load.duration);
    const bool idle = m_parts.engine->idle();
    if (!m_sendingEndSeen) {
        m_loadEndedS = idle ? std::min(nowS(), planned) : nowS();
    } else if (!m_idleSeen) {
        m_loadEndedS = nowS();
    }
    m_sendingEndSeen = true;
    m_idleSeen = m_idleSeen || idle;
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
            if (m_probe) {
                m_probe->collectGarbage();
            }
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

void RunLoop::startLoad() {
    if (m_walk.extended()) {
        m_ledger.mark(nowS(), "a verdict is undecided: the load goes on, " +
                                  std::to_string(m_walk.loadFactor()) + " times the planned length");
    }
    if (m_walk.cycle() > 1) {
        auto engine = LoadEngine::create(lengthened(m_parts.plan, m_walk.loadFactor()));
        if (!engine) {
            end(StopReason::InternalError, engine.error().message);
            return;
        }
        takeNotes(m_ledger.record());
        m_doneBefore = m_work.read().done;
        m_parts.engine = std::move(engine).value();
        m_work.attach(m_parts.engine);
        m_watch = TargetWatch();
    }
    if (const Status started = m_parts.engine->start(); !started) {
        end(StopReason::InternalError, started.error().message);
        return;
    }
    m_loadBeganS = nowS();
    m_sendingEndSeen = false;
    m_idleSeen = false;
    m_loadRuns = true;
}

// Nothing is in flight any more: the books of this cycle's load are closed, its connections too, so that the
// target has no reason left to hold anything for us.
void RunLoop::endLoad() {
    takeInterval();
    m_loadRuns = false;
    m_ledger.record().loadDurationS += std::max(0.0, m_loadEndedS - m_loadBeganS);
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
        if (const auto lost = m_watch.lost(nowS() - m_loadBeganS)) {
            end(lost->reason, lost->sentence);
        }
    }
}

void RunLoop::endByRequest(StopCause cause) {
    const bool byUser = cause == StopCause::User;
    end(byUser ? StopReason::StoppedByUser : StopReason::Interrupted,
        std::string(byUser ? "stopped" : "interrupted") + " in phase " + std::string(nameOf(m_walk.phase())));
}

void RunLoop::end(StopReason reason, std::string detail) {
    m_ledger.record().stopReason = reason;
    m_ledger.record().stopDetail = std::move(detail);
    m_ended = true;
}

void RunLoop::cutLoad() {
    m_parts.engine->stopSending();
    m_parts.engine->cancel();
    const SteadyTime patience =
        now() + std::chrono::duration_cast<Nanos>(std::chrono::duration<double>(CutPatienceS));
    while (!m_parts.engine->idle() && now() < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    m_loadEndedS = nowS();
    endLoad();
}

void RunLoop::closeBeat() {
    takeInterval();
    BeatFacts facts;
    facts.tS = nowS();
    facts.phase = m_ledger.phaseAt((facts.tS + m_ledger.beatBeganS()) / 2);
    if (m_loadRuns && facts.phase == Phase::Load && m_parts.plan.load.rate) {
        facts.targetRate = m_parts.plan.load.rate->perSecond();
    }
    facts.inFlight = m_work.read().inFlight;
    facts.openConnections = m_parts.engine->openConnections();
    facts.gauges = m_desk.latest();
    facts.gcCycles = m_desk.gcCycles();
    m_ledger.closeBeat(facts);
}

double RunLoop::loadShare() const {
    if (!m_loadRuns) {
        return m_walk.phase() == Phase::Load ? 0 : 1;
    }
    const LoadPlan& load = m_parts.plan.load;
    const double factor = m_walk.loadFactor();
    const double byTime = (nowS() - m_loadBeganS) / (factor * toSeconds(load.duration));
    const double done = static_cast<double>(m_work.read().done - m_doneBefore);
    return load.requests ? std::max(byTime, done / (factor * static_cast<double>(*load.requests))) : byTime;
}

std::shared_ptr<RunSnapshot> RunLoop::snapshot(Judged judged) const {
    auto snapshot = std::make_shared<RunSnapshot>();
    snapshot->serial = m_serial;
    snapshot->phase = m_ended ? Phase::Ended : m_walk.phase();
    snapshot->cycle = m_walk.cycle();
    snapshot->cycles = m_walk.cycles();
    snapshot->extended = m_walk.extended();
    snapshot->elapsedS = nowS();
    snapshot->totalS = m_walk.plannedS();
    snapshot->progress = m_ended ? 1 : m_walk.progress(nowS(), loadShare());
    snapshot->inFlight = m_work.read().inFlight;
    snapshot->ended = m_ended;
    snapshot->record = m_ledger.record();
    snapshot->record.totals = m_ledger.totals();
    if (m_probe) {
        snapshot->record.probeDescription = m_probe->describe();
    }
    snapshot->record.signals = m_desk.records(judged);
    takeNotes(snapshot->record);
    return snapshot;
}

// What this cycle's engine noted down of single requests, beside what those before it did.
void RunLoop::takeNotes(RunRecord& record) const {
    addNotes(record, m_parts.engine->samples(m_began), m_parts.engine->failureExamples());
}

// A snapshot is a copy: in long runs it gets larger and is therefore made less often, never more than 5 % of
// our time.
void RunLoop::publish() {
    takeInterval();
    const double began = nowS();
    ++m_serial;
    const std::shared_ptr<RunSnapshot> made = snapshot(m_ended ? Judged::AtTheEnd : Judged::Live);
    if (m_ended || nowS() >= m_nextSaveS) {
        save(made->record);
    }
    made->runFileError = m_fileTrouble;
    m_control.publish(made);
    if (m_parts.listener) {
        m_parts.listener(made);
    }
    m_publishCostS = nowS() - began;
    m_nextPublishS = nowS() + std::max(toSeconds(m_parts.settings.snapshotEvery), 20 * m_publishCostS);
}

// Once a second, so that a crash of ours loses no more than that.
void RunLoop::save(const RunRecord& record) {
    m_nextSaveS = nowS() + 1;
    if (!m_parts.file) {
        return;
    }
    const Status saved = m_ended ? m_parts.file->close(record) : m_parts.file->update(record);
    if (!saved && m_fileTrouble.empty()) {
        m_fileTrouble = saved.error().message;
        m_ledger.mark(nowS(), m_fileTrouble);
    }
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
    publish();
}

}  // namespace leaktide
