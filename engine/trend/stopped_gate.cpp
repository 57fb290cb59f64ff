// "Has it just levelled off?": all but the newest groups are fitted, and the newest must have grown as due.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/trend/gates.h"
#include "engine/trend/student_t.h"

namespace leaktide {
namespace {

constexpr std::size_t FewestFitted = 5;
constexpr double ShortfallOfDue = 0.5;
constexpr double StoppedChance = 0.001;

// True if the newest `held` groups fall short of what the line through the others promised.
bool stoppedWithin(std::span<const Group> groups, std::size_t held, SignalUnit unit) {
    const auto fitted = groups.first(groups.size() - held);
    const auto fit = fitTrend(fitted, Channel::Mean, unit);
    if (!fit || fit->line.coefficients[1] <= 0) {
        return false;
    }
    double x = 0;
    double y = 0;
    double rate = 0;
    for (const Group& group : groups.last(held)) {
        x += group.meanX / static_cast<double>(held);
        y += group.meanY / static_cast<double>(held);
        rate += group.rate / static_cast<double>(held);
    }
    const double lastX = fitted.back().meanX;
    const double due = fit->slope() * (x - lastX);
    const DesignRow at = fit->rowAt(x, rate);
    const double shortfall = fit->line.predict(at) + fit->level - y;
    const double inflation = autocorrelationInflation(fit->autocorrelation);
    const double variance = fit->residualSd * fit->residualSd * inflation *
                            (1 / static_cast<double>(held) + fit->line.unscaledVariance(at));
    return shortfall > ShortfallOfDue * due &&
           shortfall > studentUpper(StoppedChance, fit->lineDegrees) * std::sqrt(variance);
}

}  // namespace

bool hasNotStopped(std::span<const Group> fine, SignalUnit unit) {
    const std::size_t size = fine.size();
    const std::array<std::size_t, 4> helds{1, size / 12, size / 8, size / 4};
    for (std::size_t i = 0; i < helds.size(); ++i) {
        const std::size_t held = helds[i];
        const bool repeated = i > 0 && held <= helds[i - 1];
        if (held > 0 && !repeated && held + FewestFitted <= size && stoppedWithin(fine, held, unit)) {
            return false;
        }
    }
    return true;
}

}  // namespace leaktide
