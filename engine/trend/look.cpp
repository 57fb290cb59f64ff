#include "engine/trend/look.h"

#include <algorithm>
#include <cmath>

#include "engine/trend/counter_choice.h"
#include "engine/trend/detectable.h"
#include "engine/trend/student_t.h"
#include "engine/trend/warm_up_test.h"

namespace leaktide {
namespace {

constexpr std::array<std::size_t, 3> ScaleTargets{24, 12, 6};
constexpr std::array<double, 4> Windows{1, 0.75, 0.5, 0.25};
constexpr std::size_t FewestGroups = 6;
constexpr double LargestInflation = 20;      // beyond it requests and rate cannot be told apart
constexpr double SmallestFinalWindow = 0.5;  // a verdict rests on no less of the load
constexpr double LiftOfBend = 0.8;
constexpr double Certainty = 1.3;   // more than for a view of the same scale: there are more of them
constexpr double SlowerTail = 0.7;  // of the slope of the window it ends
constexpr double LeastSign = 0.1;   // t below which nothing is known of how long it takes
constexpr double HalfOfNinetyFive = 0.025;

struct Given {
    const LookContext& look;
    const TrendSettings& settings;
};

struct Scales {
    std::array<GroupSeries, ScaleTargets.size()> series;
    std::size_t size = 0;
};

Scales scalesOf(const BlockSeries& load, Counter counter) {
    Scales scales;
    const std::size_t blocks = load.usableBlocks();
    for (std::size_t i = 0; i < ScaleTargets.size(); ++i) {
        const std::size_t perGroup = blocksPerGroup(blocks, ScaleTargets[i]);
        const bool same = i > 0 && perGroup == 1;
        if (!same && blocks / perGroup >= FewestGroups) {
            scales.series[scales.size++] = groupBlocks(load, perGroup, counter);
        }
    }
    return scales;
}

Interval slopeInterval(const TrendFit& fit) {
    const double half = studentUpper(HalfOfNinetyFive, fit.lineDegrees) * fit.slopeError();
    // What is left of an early warm-up bends the line and lifts its slope by up to most of the bend.
    const double lifted = fit.slope() > 0 ? fit.slope() * LiftOfBend * std::clamp(fit.bend, 0.0, 1.0) : 0;
    return {.value = fit.slope(), .low = fit.slope() - std::max(half, lifted), .high = fit.slope() + half};
}

std::optional<Gate> firstGateThatHolds(const TrendFit& fit, double window, std::span<const Group> fine,
                                       const Given& given) {
    if (!isSignificant(fit, given.look.chance)) {
        return Gate::Significant;
    }
    if (!isMaterial(fit, given.settings)) {
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
    if (given.look.kind == LookKind::WhileLoading && couldBeTheLoad(fit, given.look.idleLevel)) {
        return Gate::NotTheLoad;
    }
    if (!hasNotStopped(fine, given.settings.unit)) {
        return Gate::NotStopped;
    }
    return std::nullopt;
}

View judge(const TrendFit& fit, double window, std::span<const Group> fine, const Given& given) {
    View view;
    view.window = window;
    view.span = 2 * fit.halfRange;
    view.rise = fit.rise();
    view.startLevel = fit.level + fit.line.coefficients[0] - fit.line.coefficients[1];
    view.slope = slopeInterval(fit);
    view.t = fit.lineError > 0 ? fit.line.coefficients[1] / fit.lineError : 0;
    view.drawdown = largestDrawdown(fit);
    view.bend = fit.bend;
    view.bendLimit = warmUpBend(window, given.settings.warmUpFactor);
    view.bendUpper = fit.bend + studentUpper(given.settings.shapeChance, fit.bendDegrees) * fit.bendError;
    view.bendUpperIfWiderBends =
        fit.bend + studentUpper(given.settings.wideBendChance, fit.bendDegrees) * fit.bendError;
    view.heldBy = firstGateThatHolds(fit, window, fine, given);
    view.suspect = !view.heldBy;
    view.excludesWarmUp = view.suspect && excludesWarmUp(fit, window, given.settings);
    view.curved = view.suspect && showsCurvature(fit);
    return view;
}

std::span<const Group> wholeGroups(std::span<const Group> groups, const GroupSeries& series) {
    return series.lastIsWhole || groups.empty() ? groups : groups.first(groups.size() - 1);
}

void addViews(Views& views, const Scales& scales, std::size_t scale, double window, const Given& given) {
    const auto groups = scales.series[scale].tail(window);
    if (groups.size() < FewestGroups) {
        return;
    }
    const auto fine = wholeGroups(scales.series[0].tail(window), scales.series[0]);
    for (const Channel channel : {Channel::Mean, Channel::Floor}) {
        const auto fit = fitTrend(groups, channel, given.settings.unit);
        if (fit && fit->varianceInflation <= LargestInflation) {
            View view = judge(*fit, window, fine, given);
            view.scale = scale;
            view.channel = channel;
            if (given.look.kind == LookKind::EndOfLoad && window < SmallestFinalWindow) {
                view.suspect = view.excludesWarmUp =
                    false;  // it is heard on whether the wider ones slow down
            }
            views.all[views.size++] = view;
        }
    }
}

// As a warm-up would whose time constant is `loads` times the load so far, or more.
bool bendsBeyondDoubt(const View& view, double loads, double certainty = 1) {
    const double leastBend = view.bend - certainty * (view.bendUpper - view.bend);
    return view.rise > 0 && leastBend > warmUpBend(view.window, loads);
}

bool sameKind(const View& a, const View& b) {
    return a.channel == b.channel && a.scale == b.scale;
}

// A finer or equal scale of a newer part bends beyond doubt. Coarse groups hide that in few of them.
bool bendsInItsNewerPart(const View& view, const View& newer) {
    return newer.channel == view.channel && newer.scale <= view.scale &&
           newer.window >= SmallestFinalWindow && bendsBeyondDoubt(newer, 1, Certainty);
}

// A window whose own newer part grows much more slowly, or bends beyond doubt, has begun to stop, however
// straight it looks as a whole: the middle of an S is straight.
bool slowsDown(const View& view, const Views& views) {
    return std::any_of(views.span().begin(), views.span().end(), [&view](const View& newer) {
        const bool slower = bendsBeyondDoubt(newer, 1) || newer.slope.high < SlowerTail * view.slope.value;
        return newer.window < view.window &&
               ((sameKind(newer, view) && slower) || bendsInItsNewerPart(view, newer));
    });
}

// Growth that bends over a wider window must be very straight in its newest part: growth by the logarithm is
// nearly straight in every newest part.
bool isTailOfABend(const View& view, const Views& views, double warmUpFactor) {
    return view.bendUpperIfWiderBends >= view.bendLimit &&
           std::any_of(views.span().begin(), views.span().end(), [&](const View& wider) {
               return sameKind(wider, view) && wider.window > view.window &&
                      bendsBeyondDoubt(wider, warmUpFactor);
           });
}

// Takes back "excludes a warm-up" from windows that slow down or are a few jumps.
void reconsider(Views& views, const Scales& scales, const Given& given) {
    for (const double window : Windows) {
        const auto fine = scales.series[0].tail(window);
        std::optional<bool> goesOn;  // neither a few jumps nor slowing down
        for (std::size_t i = 0; i < views.size; ++i) {
            View& view = views.all[i];
            if (view.window != window || !view.excludesWarmUp) {
                continue;
            }
            if (!goesOn) {
                const auto fit = fitTrend(fine, Channel::Mean, given.settings.unit);
                goesOn = !fit || (isNoStaircase(*fit) && isNotSlowing(*fit));
            }
            view.excludesWarmUp = *goesOn && !slowsDown(view, views) &&
                                  !isTailOfABend(view, views, given.settings.warmUpFactor);
        }
    }
}

Views viewsOf(const Scales& scales, const Given& given) {
    Views views;
    for (std::size_t scale = 0; scale < scales.size; ++scale) {
        for (const double window : Windows) {
            addViews(views, scales, scale, window, given);
        }
    }
    reconsider(views, scales, given);
    return views;
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
Interval unionOfScales(const Views& views, double window, Channel channel, double value) {
    Interval all{.value = value, .low = value, .high = value};
    for (const View& view : views.span()) {
        if (view.window == window && view.channel == channel) {
            all.low = std::min(all.low, view.slope.low);
            all.high = std::max(all.high, view.slope.high);
        }
    }
    return all;
}

// The floor of the chosen window, if it rises more slowly than the mean beyond doubt: a saw-tooth whose teeth
// grow with what lives.
const View* slowerFloor(const Views& views, const View& chosen) {
    for (const View& view : views.span()) {
        if (view.window == chosen.window && view.scale == chosen.scale && view.channel == Channel::Floor) {
            return chosen.channel == Channel::Mean && view.slope.high < chosen.slope.low ? &view : nullptr;
        }
    }
    return nullptr;
}

void choose(LookResult& result, const Views& views) {
    double smallest = HUGE_VAL;
    for (const View& view : views.span()) {
        if (!view.suspect) {
            continue;
        }
        ++result.suspects;
        result.excluding += view.excludesWarmUp ? 1 : 0;
        smallest = std::min(smallest, view.slope.value);
        if (!result.chosen || isBetter(view, *result.chosen)) {
            result.chosen = view;
        }
    }
    if (!result.chosen) {
        return;
    }
    result.expected = smallest * result.chosen->span;
    const View* floor = slowerFloor(views, *result.chosen);
    const View& told = floor != nullptr ? *floor : *result.chosen;
    result.told = unionOfScales(views, told.window, told.channel, told.slope.value);
}

// The error of the bend falls as readings^-1.5 while growth goes on.
double longerToExclude(const Views& views) {
    double factor = HUGE_VAL;
    for (const View& view : views.span()) {
        if (view.suspect && !view.excludesWarmUp && view.bend < view.bendLimit) {
            const double need = (view.bendUpper - view.bend) / (view.bendLimit - view.bend);
            factor = std::min(factor, std::pow(need, 2.0 / 3));
        }
    }
    return std::isfinite(factor) ? factor : 0;
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

// Views that exclude a warm-up do not count where all of the load together speaks for one.
void askTheWholeLoad(LookResult& result, const GroupSeries& finest, const TrendSettings& settings) {
    if (result.excluding == 0) {
        return;
    }
    const auto whole = fitTrend(finest.view(), Channel::Mean, settings.unit);
    if (!whole || whole->varianceInflation > LargestInflation) {
        return;
    }
    const WarmUpTest test = testForWarmUp(*whole, settings);
    if (test.speaksForWarmUp()) {
        result.excluding = 0;
        const double missing = test.needed / std::max(test.goesOn, LeastSign);
        result.longerToExclude = std::max(result.longerToExclude, std::pow(missing, 2.0 / 3));
    }
}

double paceOf(const BlockSeries& load) {
    double requests = 0;
    double seconds = 0;
    for (std::size_t i = 0; i < load.usableBlocks(); ++i) {
        requests += load.block(i).requests;
        seconds += load.block(i).seconds;
    }
    return seconds > 0 ? requests / seconds : 0;
}

}  // namespace

Views viewsOf(const BlockSeries& load, Counter counter, const LookContext& context,
              const TrendSettings& settings) {
    return viewsOf(scalesOf(load, counter), {.look = context, .settings = settings});
}

LookResult lookAt(const BlockSeries& load, const LookContext& context, const TrendSettings& settings) {
    LookResult result;
    const CounterChoice choice = chooseCounter(load, settings);
    result.counter = choice.counter;
    result.notTime = choice.notTime;
    result.requestsPerSecond = paceOf(load);
    LookContext shared = context;
    shared.chance /= static_cast<double>(choice.tried);
    const Scales scales = scalesOf(load, choice.counter);
    if (scales.size == 0) {
        return result;
    }
    for (const Group& group : scales.series[0].view()) {
        result.level += group.meanY / static_cast<double>(scales.series[0].size);
    }
    const Views views = viewsOf(scales, {.look = shared, .settings = settings});
    result.identifiable = views.size > 0;
    result.detectableAbove = detectableAbove(views, settings.unit);
    result.longerToExclude = longerToExclude(views);
    choose(result, views);
    if (context.kind == LookKind::EndOfLoad) {
        askTheWholeLoad(result, scales.series[0], settings);
    }
    if (result.chosen) {
        countHigherGroups(result, scales);
    }
    return result;
}

}  // namespace leaktide
