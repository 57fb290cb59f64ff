// The gates between "it grew" and "suspect": each is one idea, a pure function of a fitted view.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/trend/trend_fit.h"
#include "engine/trend/trend_settings.h"

namespace leaktide {

enum class LookKind { WhileLoading, EndOfLoad };

bool isSignificant(const TrendFit& fit, double chance);
bool isMaterial(const TrendFit& fit, const TrendSettings& settings);
// The largest fall below an earlier height, in the unit of the signal.
double largestDrawdown(const TrendFit& fit);
// Never gave back more than about a third of the rise.
bool isSteady(const TrendFit& fit);
// A line explains it much better than one jump that stayed.
bool isNoStep(const TrendFit& fit);
// A line explains it about as well as the best three jumps could: a table that doubles is no leak. Needs 12
// groups; true with fewer.
bool isNoStaircase(const TrendFit& fit);
// Straighter than a warm-up whose time constant is all the load so far. `window` is the view's share of it.
bool isNotBending(const TrendFit& fit, double window);
// Goes on as it began: no kink in its newer part after which it grows at less than half.
bool isNotSlowing(const TrendFit& fit);
// The newest groups grew as the ones before them promised. `fine`: the finest scale of the window.
bool hasNotStopped(std::span<const Group> fine, SignalUnit unit);
// A load that still rises could explain the growth alone. `idleLevel`: the signal without load, if known.
bool couldBeTheLoad(const TrendFit& fit, std::optional<double> idleLevel);

// Straighter than a warm-up of `settings.warmUpFactor` loads could be.
bool excludesWarmUp(const TrendFit& fit, double window, const TrendSettings& settings);
bool showsCurvature(const TrendFit& fit);
// The bend of a saturating warm-up whose time constant is `loads` times the load so far, over `window` of it.
double warmUpBend(double window, double loads);

}  // namespace leaktide
