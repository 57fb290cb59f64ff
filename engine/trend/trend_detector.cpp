#include "engine/trend/trend_detector.h"

#include <algorithm>
#include <cmath>

#include "engine/trend/block_series.h"
#include "engine/trend/findings.h"
#include "engine/trend/look.h"
#include "engine/trend/look_schedule.h"
#include "engine/trend/monotone_counter.h"
#include "engine/trend/sentences.h"

namespace leaktide {
namespace {

constexpr std::size_t IdleBlocks = 8;
constexpr std::size_t DrainBlocks = 16;
constexpr std::size_t FewestIdle = 1;
constexpr std::size_t FewestDrained = 4;

}  // namespace

// All that is kept between readings.
struct TrendDetector::Parts {
    SignalSpec spec;
    TrendSettings settings;
    LookSchedule schedule;
    BlockSeries idle{IdleBlocks};
    BlockSeries load;
    BlockSeries drain{DrainBlocks};
    MonotoneCounter requests;
    double lastT = 0;
    double firstLoadX = 0;
    double lastLoadX = 0;

    LookResult look;                     // the last one
    std::uint64_t firstSuspectLook = 0;  // readings at the look that began the current suspicion; 0: none
    bool growing = false;
    bool everGrew = false;
    std::optional<double> firstGrowingTS;
    double grewUntil = 0;

    Parts(SignalSpec s, const TrendSettings& t) : spec(std::move(s)), settings(t), schedule(t) {}

    void addLoad(double t, double x, double y);
    void takeLook(double t);
    [[nodiscard]] bool dwelt(const LookResult& result) const;
    [[nodiscard]] std::optional<double> idleLevel() const;
    [[nodiscard]] Findings findings() const;
    [[nodiscard]] TrendVerdict told(Verdict verdict, const Findings& findings) const;
};

void TrendDetector::Parts::addLoad(double t, double x, double y) {
    if (drain.count() > 0) {
        drain = BlockSeries(DrainBlocks);  // a second load: only the last drain counts
        load.pause();
    }
    if (load.count() == 0) {
        firstLoadX = x;
    }
    load.add(t, x, y);
    lastLoadX = x;
    if (schedule.dueAt(load.count())) {
        takeLook(t);
    }
}

bool TrendDetector::Parts::dwelt(const LookResult& result) const {
    if (!result.chosen || firstSuspectLook == 0) {
        return false;
    }
    const double needed = (1 + 0.5 * result.chosen->window) * static_cast<double>(firstSuspectLook);
    return static_cast<double>(load.count()) >= needed;
}

void TrendDetector::Parts::takeLook(double t) {
    const double chance = schedule.take(load.count());
    look = lookAt(load, idleLevel(), chance, LookKind::WhileLoading, settings);
    if (look.suspects == 0) {
        firstSuspectLook = 0;
    } else if (firstSuspectLook == 0) {
        firstSuspectLook = load.count();
    }
    growing = dwelt(look);
    if (growing) {
        everGrew = true;
        grewUntil = lastLoadX - firstLoadX;
        if (!firstGrowingTS) {
            firstGrowingTS = t;
        }
    }
}

std::optional<double> TrendDetector::Parts::idleLevel() const {
    const auto level = restLevel(idle, FewestIdle);
    return level ? std::optional(level->mean) : std::nullopt;
}

Findings TrendDetector::Parts::findings() const {
    Findings result;
    result.readings = load.count();
    result.requests = lastLoadX - firstLoadX;
    result.look = look;
    result.growing = growing;
    result.everGrew = everGrew;
    result.firstGrowingTS = firstGrowingTS;
    result.grewUntil = grewUntil;
    result.idle = restLevel(idle, FewestIdle);
    result.drained = settledLevel(drain, FewestDrained);
    return result;
}

TrendVerdict TrendDetector::Parts::told(Verdict verdict, const Findings& findings) const {
    TrendVerdict result;
    result.verdict = verdict;
    result.evidence = evidenceSentence(verdict, findings, spec, settings);
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
    if (!std::isfinite(sample.value) || !std::isfinite(sample.tS) || !std::isfinite(sample.requests)) {
        return;
    }
    const double t = std::max(parts.lastT, sample.tS);
    const double x = parts.requests.at(sample.requests);
    parts.lastT = t;
    switch (phase) {
        case TrendPhase::Idle:
            if (parts.load.count() == 0) {
                parts.idle.add(t, x, sample.value);
            }
            break;
        case TrendPhase::Load:
            parts.addLoad(t, x, sample.value);
            break;
        case TrendPhase::Drain:
            if (parts.load.count() > 0) {
                parts.drain.add(t, x, sample.value);
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
        findings.look = lookAt(parts.load, parts.idleLevel(), parts.schedule.finalChance(),
                               LookKind::EndOfLoad, parts.settings);
        findings.growing = findings.look.suspects > 0;  // no dwell: the drain is the second opinion
        if (findings.growing) {
            findings.everGrew = true;
            findings.grewUntil = findings.requests;
            if (!findings.firstGrowingTS) {
                findings.firstGrowingTS = parts.load.lastT();
            }
        }
    }
    return parts.told(finalVerdict(findings, parts.settings), findings);
}

}  // namespace leaktide
