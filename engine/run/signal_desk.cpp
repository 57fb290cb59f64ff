#include "engine/run/signal_desk.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"
#include "engine/trend/endpoint_sentences.h"
#include "engine/trend/patterns.h"

namespace leaktide {

namespace {

constexpr std::size_t MostPoints = 4000;
constexpr double LiveForS = 3;  // a heap's level after a collection stands for the readings that follow it
constexpr double LiveAtRestForS = 60;
constexpr std::array<const char*, 3> MainSignals{"pool_in_use", "tasks", "heap_in_use"};

bool isMain(const std::string& name) {
    return std::find(MainSignals.begin(), MainSignals.end(), name) != MainSignals.end();
}

// Drain is only what follows the collection: before it the target may still be giving back.
std::optional<TrendPhase> trendPhaseOf(Phase phase) {
    switch (phase) {
        case Phase::Starting:
        case Phase::Baseline:
            return TrendPhase::Idle;
        case Phase::Load:
            return TrendPhase::Load;
        case Phase::Collect:
            return TrendPhase::Drain;
        default:
            return std::nullopt;
    }
}

TrendVerdict notShown(const SignalSpec& spec) {
    TrendVerdict verdict;
    verdict.verdict = Verdict::NotMeasured;
    verdict.evidence = {say(Say::NotShownNamed, {spec.label})};
    return verdict;
}

}  // namespace

SignalDesk::SignalDesk(const std::vector<SignalChoice>& choices, std::vector<std::string> endpoints)
    : m_known(canonicalSignals()), m_endpoints(std::move(endpoints)) {
    for (const SignalChoice& choice : choices) {
        m_asked.push_back(choice.signal);
        if (find(choice.signal) == nullptr) {
            m_known.push_back(customSignal(choice.signal));
        }
    }
}

const SignalSpec* SignalDesk::find(const std::string& name) const {
    const auto found = std::find_if(m_known.begin(), m_known.end(),
                                    [&name](const SignalSpec& spec) { return spec.name == name; });
    return found == m_known.end() ? nullptr : &*found;
}

SignalDesk::Desk::Desk(const SignalSpec& signal, std::size_t requests)
    : spec(signal), detector(signal), endpoints(requests), points(MostPoints) {}

std::vector<DrainedLevel> SignalDesk::Desk::levels() const {
    constexpr std::uint64_t FewestReadings = 4;
    std::vector<DrainedLevel> all = drained;
    if (drain.count() >= FewestReadings) {
        all.push_back({.tS = lastS, .requests = lastRequests, .value = drain.settledLevel()->mean});
    }
    return all;
}

void SignalDesk::Desk::closeDrain() {
    if (drain.count() > 0) {
        drained = levels();
        drain = {};
    }
}

// Where heap in use is known, RSS is set against it (signal_findings.h) and not judged: it keeps the
// allocator's high-water mark. Heap allocated is the same growth a second time and left out.
SignalDesk::Use SignalDesk::useOf(const SignalSpec& spec) const {
    if (!m_heapKnown) {
        return Use::Judged;
    }
    return spec.name == "heap_allocated" ? Use::LeftOut : spec.name == "rss" ? Use::Recorded : Use::Judged;
}

void SignalDesk::add(const Reading& reading, double tS, Phase phase) {
    if (reading.restarted) {
        for (auto& [name, desk] : m_desks) {
            desk.detector.cut();
            desk.word.forget();
            desk.endpoints.clear();
            desk.drain = {};
            desk.drained.clear();
        }
        m_garbage.cut();
        m_rest.cut();
    }
    m_rest.see(reading, tS, phase);
    if (!reading.gauges) {
        return;
    }
    m_latest = reading.gauges->values;
    m_gcCycles = reading.gauges->gcCycles;
    m_garbage.add(reading, phase);
    keepLive(reading, tS, phase);
    m_heapKnown = m_heapKnown || m_latest.count("heap_in_use") > 0;
    const auto trendPhase = trendPhaseOf(phase);
    for (const auto& [name, value] : reading.gauges->values) {
        const SignalSpec* spec = find(name);
        const Use use = spec == nullptr ? Use::LeftOut : useOf(*spec);
        if (use == Use::LeftOut) {
            continue;
        }
        Desk& desk = m_desks.try_emplace(name, *spec, m_endpoints.size()).first->second;
        const SignalPoint point{.tS = tS,
                                .requests = static_cast<double>(reading.work.done),
                                .value = value,
                                .inFlight = static_cast<double>(reading.work.inFlight),
                                .connections = static_cast<double>(reading.work.connections)};
        desk.points.push(point);
        if (const auto limit = reading.gauges->limits.find(name); limit != reading.gauges->limits.end()) {
            desk.limit = limit->second;
        }
        if (use == Use::Judged) {
            m_rest.add(*spec, value);
        }
        if (trendPhase && use == Use::Judged) {
            judge(desk, reading, tS, *trendPhase);
        }
    }
}

void SignalDesk::keepLive(const Reading& reading, double tS, Phase phase) {
    const bool underLoad = phase == Phase::Load;
    if (reading.restarted || underLoad != m_underLoad || reading.gauges->collectsOnAskingOnly) {
        m_live.clear();
    }
    m_underLoad = underLoad;
    if (reading.collected && !reading.gauges->collectsOnAskingOnly) {
        m_live = reading.gauges->values;
        m_liveUntilS = tS + (underLoad ? LiveForS : LiveAtRestForS);
    }
}

// Between two collections the heap of a collected runtime is as large as chance has it, with each reading's
// own garbage: what the last one left is judged.
std::optional<double> SignalDesk::liveValue(const std::string& name, double tS) const {
    const bool heap = name == "heap_in_use" || name == "heap_allocated";
    const auto live = heap && tS <= m_liveUntilS ? m_live.find(name) : m_live.end();
    return live == m_live.end() ? std::nullopt : std::optional(live->second);
}

void SignalDesk::judge(Desk& desk, const Reading& reading, double tS, TrendPhase phase) {
    const auto live = liveValue(desk.spec.name, tS);
    const double value = live.value_or(reading.gauges->values.at(desk.spec.name));
    // What a request makes a server hold, it holds from when it was sent, however late its answer comes.
    const auto sent = static_cast<double>(reading.work.done + reading.work.inFlight);
    desk.detector.add(phase, {.tS = tS,
                              .requests = sent,
                              .errors = static_cast<double>(reading.work.errors),
                              .value = value,
                              .aborted = static_cast<double>(reading.work.aborted)});
    if (phase != TrendPhase::Load) {
        desk.endpoints.pause();
        if (phase == TrendPhase::Drain && m_garbage.isFreeOfGarbage(desk.spec)) {
            desk.drain.add(value);
            desk.lastS = tS;
            desk.lastRequests = static_cast<double>(reading.work.done);
        }
        return;
    }
    desk.closeDrain();
    see(desk, tS);
    if (!live || reading.collected) {  // an older level does not belong to the counts of now
        desk.endpoints.add(tS, reading.work.byRequest, value);
    }
}

// Of what leaks, with which request it grows.
void SignalDesk::tellEndpoints(std::vector<SignalRecord>& signals) const {
    const auto leaks = [](const SignalRecord& signal) { return signal.verdict.verdict == Verdict::Leak; };
    const auto asked = static_cast<std::size_t>(std::count_if(signals.begin(), signals.end(), leaks));
    for (SignalRecord& signal : signals) {
        if (!leaks(signal)) {
            continue;
        }
        const EndpointSeries& series = m_desks.at(signal.spec.name).endpoints;
        auto finding = findEndpoints(series, signal.spec, asked);
        const bool told = finding.has_value();
        if (told) {  // which has told requests and time apart
            std::erase_if(signal.verdict.evidence,
                          [](const Phrase& one) { return one.pattern == say(Say::SameAsTime).pattern; });
        }
        signal.endpoints = std::move(finding).value_or(EndpointFinding());
        signal.endpoints->said =
            told ? endpointSentences(*signal.endpoints, m_endpoints, signal.spec) : endpointsNotTold();
    }
}

void SignalDesk::see(Desk& desk, double tS) {
    if (const auto withdrawn = desk.word.see(desk.detector.live(), tS)) {
        m_marks.push_back({tS, say(Say::GrowthWithdrawn, {desk.spec.label, formatFixed(withdrawn->sinceS, 1),
                                                          formatFixed(withdrawn->atS, 1)})});
    }
}

TrendVerdict SignalDesk::finish(const Desk& desk) const {
    // Whether garbage was seen to go is a doubt of the growth under load, not of what the drains left.
    const TrendVerdict loaded = m_garbage.check(desk.spec, desk.detector.finish());
    return m_rest.check(desk.spec, withDrains(loaded, desk.levels(), desk.spec));
}

bool SignalDesk::undecided() const {
    return std::any_of(m_desks.begin(), m_desks.end(), [this](const auto& entry) {
        const Verdict verdict = finish(entry.second).verdict;
        return verdict == Verdict::Inconclusive ||
               (verdict == Verdict::GrowingUndecided && !m_rest.stillFalls(entry.second.spec));
    });
}

std::vector<SignalRecord> SignalDesk::records(Judged judged) const {
    std::vector<SignalRecord> all;
    for (const SignalSpec& spec : m_known) {
        const auto found = m_desks.find(spec.name);
        if (found == m_desks.end()) {
            if (isMain(spec.name) || std::find(m_asked.begin(), m_asked.end(), spec.name) != m_asked.end()) {
                all.push_back({.spec = spec, .verdict = notShown(spec)});
            }
            continue;
        }
        const Desk& desk = found->second;
        SignalRecord record{
            .spec = spec,
            .points = desk.points.items(),
            .limit = desk.limit,
            .verdict = judged == Judged::Live ? desk.word.shown(desk.detector.live()) : finish(desk)};
        if (desk.points.last() &&
            (record.points.empty() || record.points.back().tS < desk.points.last()->tS)) {
            record.points.push_back(*desk.points.last());
        }
        if (judged == Judged::AtTheEnd) {
            record.details = desk.detector.details();
        }
        all.push_back(std::move(record));
    }
    if (judged == Judged::AtTheEnd && !m_endpoints.empty()) {
        tellEndpoints(all);
    }
    return all;
}

}  // namespace leaktide
