// What the detector can be told. Defaults are those of docs/leak_method.md; tests and cycles change some.
#pragma once

#include <cstddef>

#include "engine/measure/signal.h"

namespace leaktide {

struct TrendSettings {
    SignalUnit unit = SignalUnit::Items;
    std::size_t firstLook = 20;    // load readings before the first look
    double lookGrowth = 1.1;       // the next look comes at this many times the readings of the last
    double alpha = 0.005;          // chance of a false trend, all looks while the load runs together
    double finalAlpha = 0.05;      // the same at its end, where the shape and the drain are second opinions
    double shapeChance = 0.16;     // chance of taking a slow warm-up for straight, per view
    double warmUpChance = 0.15;    // the same, for all of the load together
    double wideBendChance = 0.05;  // the same for a window within a wider one that bends beyond doubt
    double warmUpFactor = 2;       // a warm-up is excluded if its time constant needed this many loads
    std::size_t minViews = 2;      // views that must exclude a warm-up
    std::size_t minReadings = 60;  // load readings below which nothing is called a leak
    double absoluteRise = 0;       // growth below this is never material, in the signal's unit
    double relativeRise = 0.01;    // the same as a share of the level
};

TrendSettings trendSettingsFor(const SignalSpec& spec);

}  // namespace leaktide
