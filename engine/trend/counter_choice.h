// Which counter explains the growth best: a leak on errors only is a noisy line over requests and a straight
// one over errors.
#pragma once

#include <cstddef>

#include "engine/trend/block_series.h"
#include "engine/trend/counter.h"
#include "engine/trend/trend_settings.h"

namespace leaktide {

struct CounterChoice {
    Counter counter = Counter::Requests;
    std::size_t tried = 1;  // the chance of a false trend is shared among them
    bool notTime = false;   // growth with time explains it beyond doubt worse (or better)
};

// Requests, unless another counter that moved beats it by 10 in the Bayesian information criterion; seconds
// if requests stood still.
CounterChoice chooseCounter(const BlockSeries& load, const TrendSettings& settings);

}  // namespace leaktide
