#include "engine/trend/findings.h"

#include <algorithm>
#include <cmath>

namespace leaktide {
namespace {

constexpr double KeptByALeak = 0.5;
constexpr double KeptIfReleased = 0.25;
constexpr double LeastPartOfKept = 0.1;  // of all that stayed, the growth must explain this much
constexpr double NothingOfLevel = 0.01;
constexpr double NothingInErrors = 4;
constexpr double ShortestExtension = 1.5;
constexpr double LongestExtension = 10;
constexpr double UsualExtension = 3;

bool stayedNothing(const Findings& findings, const Retention& retention) {
    const double error = std::hypot(findings.idle ? findings.idle->error : 0, findings.drained->error);
    return retention.kept < NothingOfLevel * std::abs(findings.look.level) &&
           retention.kept <=
               std::max(NothingInErrors * error, NothingOfLevel * std::abs(findings.look.level));
}

bool isLeak(const Findings& findings, const Retention& retention, const TrendSettings& settings) {
    const LookResult& look = findings.look;
    return look.excluding >= settings.minViews && findings.readings >= settings.minReadings &&
           retention.share >= KeptByALeak &&
           look.expected / look.chosen->window >= LeastPartOfKept * retention.kept;
}

Verdict withoutGrowth(const Findings& findings, const std::optional<Retention>& retention) {
    if (!findings.look.identifiable) {
        const bool gone = retention && stayedNothing(findings, *retention);
        return gone ? Verdict::Released : Verdict::Inconclusive;
    }
    return findings.everGrew ? Verdict::Plateaued : Verdict::Stable;
}

}  // namespace

std::optional<Retention> retentionOf(const Findings& findings) {
    if (!findings.drained) {
        return std::nullopt;
    }
    const auto& chosen = findings.look.chosen;
    double before = findings.look.level;
    if (findings.idle && chosen) {
        // What a server held before the load and lost during it (start-up garbage) must not hide what it
        // keeps.
        before = std::min(findings.idle->mean, chosen->startLevel);
    } else if (findings.idle) {
        before = findings.idle->mean;
    } else if (chosen) {
        before = chosen->startLevel;
    }
    Retention retention;
    retention.kept = findings.drained->mean - before;
    retention.share = findings.look.expected > 0 ? retention.kept / findings.look.expected : 0;
    return retention;
}

Verdict liveVerdict(const Findings& findings, const TrendSettings& settings) {
    if (findings.readings < settings.firstLook) {
        return Verdict::WarmingUp;
    }
    if (findings.growing) {
        return Verdict::Growing;
    }
    if (!findings.look.identifiable) {
        return Verdict::Inconclusive;
    }
    return findings.everGrew ? Verdict::Plateaued : Verdict::Stable;
}

Verdict finalVerdict(const Findings& findings, const TrendSettings& settings) {
    if (findings.readings < settings.firstLook) {
        return Verdict::WarmingUp;
    }
    const auto retention = retentionOf(findings);
    if (!findings.growing) {
        return withoutGrowth(findings, retention);
    }
    if (retention && retention->share < KeptIfReleased) {
        return Verdict::Released;
    }
    if (retention && isLeak(findings, *retention, settings)) {
        return Verdict::Leak;
    }
    return Verdict::GrowingUndecided;
}

double longerRunFactor(const Findings& findings, const TrendSettings& settings) {
    const double known = findings.look.longerToExclude;
    const double fewest = static_cast<double>(settings.minReadings) /
                          static_cast<double>(std::max<std::uint64_t>(findings.readings, 1));
    return std::clamp(std::max(known > 0 ? known : UsualExtension, fewest), ShortestExtension,
                      LongestExtension);
}

}  // namespace leaktide
