#include "engine/trend/look.h"

#include <algorithm>
#include <cmath>

#include "engine/trend/student_t.h"

namespace leaktide {
namespace {

constexpr std::array<std::size_t, 3> ScaleTargets{24, 12, 6};
constexpr std::array<double, 4> Windows{1, 0.75, 0.5, 0.25};
constexpr std::size_t FewestGroups = 6;
constexpr double LargestInflation = 20;  // beyond it requests and rate cannot be told apart
constexpr double HalfOfNinetyFive = 0.025;

struct Context {
    std::optional<double> idleLevel;
    double chance;
    LookKind kind;
    const TrendSettings& settings;
};

struct Scales {
    std::array<GroupSeries, ScaleTargets.size()> series;
    std::size_t size = 0;
};

Scales scalesOf(const BlockSeries& load) {
    Scales scales;
    const std::size_t blocks = load.usableBlocks();
    for (std::size_t i = 0; i < ScaleTargets.size(); ++i) {
        const std::size_t perGroup = blocksPerGroup(blocks, ScaleTargets[i]);
        const bool same = i > 0 && perGroup == 1;
        if (!same && blocks / perGroup >= FewestGroups) {
            scales.series[scales.size++] = groupBlocks(load, perGroup);
        }
    }
    return scales;
}

Interval slopeInterval(const TrendFit& fit) {
    const double half = studentUpper(HalfOfNinetyFive, fit.lineDegrees) * fit.slopeError();
    return {.value = fit.slope(), .low = fit.slope() - half, .high = fit.slope() + half};
}

std::optional<Gate> firstGateThatHolds(const TrendFit& fit, double window, std::span<const Group> fine,
                                       const Context& context) {
    if (!isSignificant(fit, context.chance)) {
        return Gate::Significant;
    }
    if (!isMaterial(fit, context.settings)) {
        return Gate::Material;
    }
    if (!isSteady(fit)) {
        return Gate::Steady;
    }
    if (!isNoStep(fit)) {
        return Gate::NoStep;
    }
    if (!isNotBending(fit, window)) {
        return Gate::NotBending;
    }
    if (context.kind == LookKind::WhileLoading && couldBeTheLoad(fit, context.idleLevel)) {
        return Gate::NotTheLoad;
    }
    if (!hasNotStopped(fine, context.settings.unit)) {
        return Gate::NotStopped;
    }
    return std::nullopt;
}

View judge(const TrendFit& fit, double window, std::span<const Group> fine, const Context& context) {
    View view;
    view.window = window;
    view.requests = 2 * fit.halfRange;
    view.rise = fit.rise();
    view.startLevel = fit.level + fit.line.coefficients[0] - fit.line.coefficients[1];
    view.slope = slopeInterval(fit);
    view.bend = fit.bend;
    view.bendLimit = warmUpBend(window, context.settings.warmUpFactor);
    view.bendUpper = fit.bend + studentUpper(context.settings.shapeChance, fit.bendDegrees) * fit.bendError;
    view.heldBy = firstGateThatHolds(fit, window, fine, context);
    view.suspect = !view.heldBy;
    view.excludesWarmUp = view.suspect && excludesWarmUp(fit, window, context.settings);
    view.curved = view.suspect && showsCurvature(fit);
    return view;
}

std::span<const Group> wholeGroups(std::span<const Group> groups, const GroupSeries& series) {
    return series.lastIsWhole || groups.empty() ? groups : groups.first(groups.size() - 1);
}

void addViews(LookResult& result, const Scales& scales, std::size_t scale, double window,
              const Context& context) {
    const auto groups = scales.series[scale].tail(window);
    if (groups.size() < FewestGroups) {
        return;
    }
    const auto fine = wholeGroups(scales.series[0].tail(window), scales.series[0]);
    for (const Channel channel : {Channel::Mean, Channel::Floor}) {
        const auto fit = fitTrend(groups, channel, context.settings.unit);
        if (!fit || fit->varianceInflation > LargestInflation) {
            continue;
        }
        View view = judge(*fit, window, fine, context);
        view.scale = scale;
        view.channel = channel;
        result.suspects += view.suspect ? 1 : 0;
        result.excluding += view.excludesWarmUp ? 1 : 0;
        result.views[result.size++] = view;
    }
}

int rankOf(const View& view) {
    if (!view.excludesWarmUp) {
        return 0;
    }
    return view.curved ? 1 : 2;
}

bool isBetter(const View& a, const View& b) {
    if (rankOf(a) != rankOf(b)) {
        return rankOf(a) > rankOf(b);
    }
    if (a.window != b.window) {
        return a.window > b.window;
    }
    return a.slope.high - a.slope.low < b.slope.high - b.slope.low;
}

// The union of the intervals of all scales of one window and channel, about the given value.
Interval unionOfScales(const LookResult& result, double window, Channel channel, double value) {
    Interval all{.value = value, .low = value, .high = value};
    for (std::size_t i = 0; i < result.size; ++i) {
        const View& view = result.views[i];
        if (view.window == window && view.channel == channel) {
            all.low = std::min(all.low, view.slope.low);
            all.high = std::max(all.high, view.slope.high);
        }
    }
    return all;
}

// The floor of the chosen window, if it rises more slowly than the mean beyond doubt: a saw-tooth whose teeth
// grow with what lives.
const View* slowerFloor(const LookResult& result, const View& chosen) {
    for (std::size_t i = 0; i < result.size; ++i) {
        const View& view = result.views[i];
        if (view.window == chosen.window && view.scale == chosen.scale && view.channel == Channel::Floor) {
            return chosen.channel == Channel::Mean && view.slope.high < chosen.slope.low ? &view : nullptr;
        }
    }
    return nullptr;
}

void choose(LookResult& result) {
    double smallest = HUGE_VAL;
    for (std::size_t i = 0; i < result.size; ++i) {
        const View& view = result.views[i];
        if (!view.suspect) {
            continue;
        }
        smallest = std::min(smallest, view.slope.value);
        if (!result.chosen || isBetter(view, *result.chosen)) {
            result.chosen = view;
        }
    }
    if (!result.chosen) {
        return;
    }
    result.expected = smallest * result.chosen->requests;
    const View* floor = slowerFloor(result, *result.chosen);
    const View& told = floor != nullptr ? *floor : *result.chosen;
    result.told = unionOfScales(result, told.window, told.channel, told.slope.value);
}

void countHigherGroups(LookResult& result, const Scales& scales) {
    const auto groups = scales.series[0].tail(result.chosen->window);
    result.chosenGroups = groups.size() - 1;
    double highest = groups.front().meanY;
    for (const Group& group : groups.subspan(1)) {
        result.higherGroups += group.meanY > highest ? 1 : 0;
        highest = std::max(highest, group.meanY);
    }
}

}  // namespace

LookResult lookAt(const BlockSeries& load, std::optional<double> idleLevel, double chance, LookKind kind,
                  const TrendSettings& settings) {
    LookResult result;
    const Scales scales = scalesOf(load);
    if (scales.size > 0) {
        for (const Group& group : scales.series[0].view()) {
            result.level += group.meanY / static_cast<double>(scales.series[0].size);
        }
    }
    const Context context{.idleLevel = idleLevel, .chance = chance, .kind = kind, .settings = settings};
    for (std::size_t scale = 0; scale < scales.size; ++scale) {
        for (const double window : Windows) {
            if (kind == LookKind::WhileLoading || window > 0.25) {
                addViews(result, scales, scale, window, context);
            }
        }
    }
    for (std::size_t i = 0; i < result.size; ++i) {
        const View& view = result.views[i];
        if (view.window == 1 && view.channel == Channel::Mean) {
            result.detectableAbove = std::max(result.detectableAbove, view.slope.high);
        }
    }
    choose(result);
    if (result.chosen) {
        countHigherGroups(result, scales);
    }
    return result;
}

}  // namespace leaktide
