#include "engine/trend/trend_detector.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/trend/block_series.h"
#include "engine/trend/counter_choice.h"
#include "engine/trend/findings.h"
#include "engine/trend/look.h"
#include "engine/trend/look_schedule.h"
#include "engine/trend/monotone_counter.h"
#include "engine/trend/rest_account.h"
#include "engine/trend/rest_series.h"
#include "engine/trend/sentences.h"

namespace leaktide {
namespace {

constexpr std::uint64_t FewestDrained = 4;

}  // namespace

// All that is kept between readings.
struct TrendDetector::Parts {
    SignalSpec spec;
    TrendSettings settings;
    LookSchedule schedule;
    RestSeries idle;
    BlockSeries load;
    RestSeries drain;
    std::array<MonotoneCounter, CounterCount> counters;
    double loadBeganAt = 0;  // requests

    LookResult look;                     // the last one
    std::uint64_t firstSuspectLook = 0;  // readings at the look that began the current suspicion; 0: none
    bool growing = false;
    bool everGrew = false;
    std::optional<double> firstGrowingTS;
    double grewUntil = 0;

    Parts(SignalSpec s, const TrendSettings& t) : spec(std::move(s)), settings(t), schedule(t) {}

    CounterValues count(const TrendSample& sample);
    void addLoad(const CounterValues& at, double value);
    void takeLook();
    [[nodiscard]] double requestsDone() const;
    [[nodiscard]] bool dwelt(const LookResult& result) const;
    [[nodiscard]] std::optional<double> idleLevel() const;
    [[nodiscard]] Findings findings() const;
    [[nodiscard]] TrendVerdict told(Verdict verdict, const Findings& findings) const;
};

CounterValues TrendDetector::Parts::count(const TrendSample& sample) {
    CounterValues at{};
    at[indexOf(Counter::Requests)] = sample.requests;
    at[indexOf(Counter::Errors)] = sample.errors;
    at[indexOf(Counter::Aborted)] = sample.aborted;
    at[indexOf(Counter::Seconds)] = sample.tS;
    for (std::size_t i = 0; i < CounterCount; ++i) {
        at[i] = counters[i].at(at[i]);
    }
    return at;
}

void TrendDetector::Parts::addLoad(const CounterValues& at, double value) {
    if (drain.count() > 0) {
        drain = {};  // a second load: only the last drain counts
        load.pause();
    }
    if (load.count() == 0) {
        loadBeganAt = at[indexOf(Counter::Requests)];
    }
    load.add(at, value);
    if (schedule.dueAt(load.count())) {
        takeLook();
    }
}

double TrendDetector::Parts::requestsDone() const {
    return load.last()[indexOf(Counter::Requests)] - loadBeganAt;
}

bool TrendDetector::Parts::dwelt(const LookResult& result) const {
    if (!result.chosen || firstSuspectLook == 0) {
        return false;
    }
    const double needed = (1 + 0.5 * result.chosen->window) * static_cast<double>(firstSuspectLook);
    return static_cast<double>(load.count()) >= needed;
}

void TrendDetector::Parts::takeLook() {
    const double chance = schedule.take(load.count());
    look =
        lookAt(load, {.idleLevel = idleLevel(), .chance = chance, .kind = LookKind::WhileLoading}, settings);
    if (look.suspects == 0) {
        firstSuspectLook = 0;
    } else if (firstSuspectLook == 0) {
        firstSuspectLook = load.count();
    }
    growing = dwelt(look);
    if (growing) {
        everGrew = true;
        grewUntil = requestsDone();
        if (!firstGrowingTS) {
            firstGrowingTS = load.last()[indexOf(Counter::Seconds)];
        }
    }
}

std::optional<double> TrendDetector::Parts::idleLevel() const {
    const auto level = idle.level();
    return level ? std::optional(level->mean) : std::nullopt;
}

Findings TrendDetector::Parts::findings() const {
    Findings result;
    result.readings = load.count();
    result.requests = requestsDone();
    result.look = look;
    result.growing = growing;
    result.everGrew = everGrew;
    result.firstGrowingTS = firstGrowingTS;
    result.grewUntil = grewUntil;
    result.idle = idle.level();
    result.drained = drain.count() < FewestDrained ? std::nullopt : drain.settledLevel();
    return result;
}

TrendVerdict TrendDetector::Parts::told(Verdict verdict, const Findings& findings) const {
    TrendVerdict result;
    result.verdict = verdict;
    result.evidence = evidenceOf(verdict, findings, spec, settings);
    result.counter = wordOf(findings.look.counter);
    result.firstGrowingTS = findings.firstGrowingTS;
    if (findings.look.chosen) {
        result.perRequest = findings.look.told;
    }
    if (verdict == Verdict::Stable && findings.look.detectableAbove > 0) {
        result.detectableAbove = findings.look.detectableAbove;
    }
    if (verdict == Verdict::GrowingUndecided) {
        result.longerRunFactor = longerRunFactor(findings, settings);
    }
    const auto retention = retentionOf(findings);
    if (retention && findings.look.expected > 0) {
        result.keptShare = retention->share;
    }
    if (const auto left = leftAfterDrain(spec, findings.idle, findings.drained)) {
        result.left = {.items = *left, .sentence = leftSentence(*left, findings.drained->mean, spec)};
    }
    return result;
}

TrendDetector::TrendDetector(const SignalSpec& spec) : TrendDetector(spec, trendSettingsFor(spec)) {}

TrendDetector::TrendDetector(const SignalSpec& spec, const TrendSettings& settings)
    : m_parts(std::make_unique<Parts>(spec, settings)) {}

TrendDetector::~TrendDetector() = default;
TrendDetector::TrendDetector(TrendDetector&&) noexcept = default;
TrendDetector& TrendDetector::operator=(TrendDetector&&) noexcept = default;

void TrendDetector::add(TrendPhase phase, const TrendSample& sample) {
    Parts& parts = *m_parts;
    if (!std::isfinite(sample.value) || !std::isfinite(sample.tS)) {
        return;
    }
    const CounterValues at = parts.count(sample);
    switch (phase) {
        case TrendPhase::Idle:
            if (parts.load.count() == 0) {
                parts.idle.add(sample.value);
            }
            break;
        case TrendPhase::Load:
            parts.addLoad(at, sample.value);
            break;
        case TrendPhase::Drain:
            if (parts.load.count() > 0) {
                parts.drain.add(sample.value);
            }
            break;
    }
}

void TrendDetector::cut() {
    *m_parts = Parts(m_parts->spec, m_parts->settings);
}

TrendVerdict TrendDetector::live() const {
    const Findings findings = m_parts->findings();
    return m_parts->told(liveVerdict(findings, m_parts->settings), findings);
}

TrendVerdict TrendDetector::finish() const {
    const Parts& parts = *m_parts;
    Findings findings = parts.findings();
    if (parts.load.count() >= parts.settings.firstLook) {
        findings.look = lookAt(parts.load,
                               {.idleLevel = parts.idleLevel(),
                                .chance = parts.schedule.finalChance(),
                                .kind = LookKind::EndOfLoad},
                               parts.settings);
        findings.growing = findings.look.suspects > 0;  // no dwell: the drain is the second opinion
        if (findings.growing) {
            findings.everGrew = true;
            findings.grewUntil = findings.requests;
            if (!findings.firstGrowingTS) {
                findings.firstGrowingTS = parts.load.last()[indexOf(Counter::Seconds)];
            }
        }
    }
    return parts.told(finalVerdict(findings, parts.settings), findings);
}

std::vector<ViewDetail> TrendDetector::details() const {
    const Parts& parts = *m_parts;
    const CounterChoice choice = chooseCounter(parts.load, parts.settings);
    const LookContext context{.idleLevel = parts.idleLevel(),
                              .chance = parts.schedule.finalChance() / static_cast<double>(choice.tried),
                              .kind = LookKind::EndOfLoad};
    return detailsOf(viewsOf(parts.load, choice.counter, context, parts.settings));
}

}  // namespace leaktide
