#include "engine/run/signal_desk.h"

#include <algorithm>
#include <array>

namespace leaktide {

namespace {

constexpr std::size_t MostPoints = 4000;
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
    verdict.evidence = "The target does not show " + spec.label + ".";
    return verdict;
}

}  // namespace

SignalDesk::Desk::Desk(const SignalSpec& signal) : spec(signal), detector(signal), points(MostPoints) {}

// RSS keeps the allocator's high-water mark: where heap in use is known it is shown, not judged. Heap
// allocated is the same growth a second time.
bool SignalDesk::judges(const SignalSpec& spec, const Gauges& gauges) {
    const bool secondary = spec.name == "rss" || spec.name == "heap_allocated";
    return !secondary || gauges.values.count("heap_in_use") == 0;
}

void SignalDesk::add(const Reading& reading, double tS, Phase phase) {
    if (reading.restarted) {
        for (auto& [name, desk] : m_desks) {
            desk.detector.cut();
            desk.lastSecond.clear();
        }
    }
    if (!reading.gauges) {
        return;
    }
    m_latest = reading.gauges->values;
    m_gcCycles = reading.gauges->gcCycles;
    const auto trendPhase = trendPhaseOf(phase);
    for (const auto& [name, value] : reading.gauges->values) {
        const SignalSpec* spec = findCanonicalSignal(name);
        if (spec == nullptr || !judges(*spec, *reading.gauges)) {
            continue;
        }
        Desk& desk = m_desks.try_emplace(name, *spec).first->second;
        const SignalPoint point{tS, static_cast<double>(reading.work.done), value};
        desk.points.push(point);
        desk.highest = std::max(desk.highest, value);
        desk.lastSecond.push_back(point);
        desk.lastSecond.erase(desk.lastSecond.begin(),
                              std::find_if(desk.lastSecond.begin(), desk.lastSecond.end(),
                                           [tS](const SignalPoint& old) { return old.tS > tS - 1.0; }));
        if (const auto limit = reading.gauges->limits.find(name); limit != reading.gauges->limits.end()) {
            desk.limit = limit->second;
        }
        if (trendPhase) {
            desk.detector.add(*trendPhase,
                              {tS, point.requests, static_cast<double>(reading.work.errors), value});
        }
    }
}

bool SignalDesk::quiet(double nowS) const {
    return std::all_of(m_desks.begin(), m_desks.end(), [nowS](const auto& entry) {
        const Desk& desk = entry.second;
        if (desk.spec.rest != SignalRest::MustReturn || desk.lastSecond.empty() ||
            desk.lastSecond.back().tS < nowS - 2) {
            return true;
        }
        const double fell = desk.lastSecond.front().value - desk.lastSecond.back().value;
        return fell <= 0.01 * desk.highest;
    });
}

bool SignalDesk::undecided() const {
    return std::any_of(m_desks.begin(), m_desks.end(), [](const auto& entry) {
        return entry.second.detector.finish().verdict == Verdict::GrowingUndecided;
    });
}

std::vector<SignalRecord> SignalDesk::records(Judged judged) const {
    std::vector<SignalRecord> all;
    for (const SignalSpec& spec : canonicalSignals()) {
        const auto found = m_desks.find(spec.name);
        if (found == m_desks.end()) {
            if (isMain(spec.name)) {
                all.push_back({spec, {}, std::nullopt, notShown(spec)});
            }
            continue;
        }
        const Desk& desk = found->second;
        SignalRecord record{spec, desk.points.items(), desk.limit,
                            judged == Judged::Live ? desk.detector.live() : desk.detector.finish()};
        if (desk.points.last() &&
            (record.points.empty() || record.points.back().tS < desk.points.last()->tS)) {
            record.points.push_back(*desk.points.last());
        }
        all.push_back(std::move(record));
    }
    return all;
}

}  // namespace leaktide
