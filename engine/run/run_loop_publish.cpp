// What a run shows of itself: the snapshots that the session's thread makes and hands out.
#include <algorithm>

#include "engine/run/run_loop.h"
#include "engine/run/signal_findings.h"

namespace leaktide {

namespace {

constexpr double RarestS = 60;  // the run file must have each second before old ones are merged

}  // namespace

std::shared_ptr<RunSnapshot> RunLoop::snapshot(Judged judged) const {
    auto snapshot = std::make_shared<RunSnapshot>();
    snapshot->serial = m_serial;
    snapshot->phase = m_ended ? Phase::Ended : m_walk.phase();
    snapshot->cycle = m_walk.cycle();
    snapshot->cycles = m_walk.cycles();
    snapshot->extended = m_walk.extended();
    snapshot->elapsedS = nowS();
    snapshot->totalS = m_walk.plannedS();
    snapshot->progress = m_ended ? 1 : m_walk.progress(nowS(), m_steering.share(nowS(), *m_parts.engine));
    snapshot->inFlight = m_work.read().inFlight;
    snapshot->ended = m_ended;
    snapshot->openConnections = m_parts.engine->openConnections();
    snapshot->clientLimit = m_client.sentence();
    if (const auto left = m_consent.secondsLeft(nowS()); left && !m_ended) {
        snapshot->offer = ExtensionOffer{m_walk.extensionS(), std::max(0.0, *left)};
    }
    if (m_lengthNotice && m_lengthNotice->tooShort) {
        snapshot->notices = {m_lengthNotice->sentence};
    }
    snapshot->record = m_ledger.record();
    snapshot->record.totals = m_ledger.totals();
    snapshot->record.search = m_steering.search();
    if (m_ended) {
        snapshot->record.thresholds =
            checkBudgets(m_parts.plan.thresholds, snapshot->record.totals, snapshot->record.loadDurationS);
    }
    if (m_probe) {
        snapshot->record.probe = together(m_probe->describe(), m_parts.profileNote);
    }
    snapshot->record.signals = m_desk.records(judged);
    m_profiles.explain(snapshot->record.signals);
    takeNotes(snapshot->record);
    addFindings(snapshot->record);
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
    if (m_keeper.save(made->record, nowS(),
                      m_ended ? RunKeeper::Moment::AtTheEnd : RunKeeper::Moment::Under)) {
        m_ledger.mark(nowS(), m_keeper.trouble());
    }
    if (m_loadRuns && m_walk.phase() == Phase::Load) {
        m_profiles.watch(made->record.signals);
    }
    made->runFileError = m_keeper.trouble();
    m_control.publish(made);
    if (m_parts.listener) {
        m_parts.listener(made);
    }
    m_publishCostS = nowS() - began;
    const double every = toSeconds(m_parts.settings.snapshotEvery);
    m_nextPublishS = nowS() + std::clamp(20 * m_publishCostS, every, std::max(every, RarestS));
}

}  // namespace leaktide
