#include "engine/trend/counter_choice.h"

#include <cmath>
#include <optional>

#include "engine/trend/groups.h"
#include "engine/trend/trend_fit.h"

namespace leaktide {
namespace {

constexpr std::size_t FinestGroups = 24;
constexpr double BeatsBy = 10;           // Bayesian information criterion
constexpr double LeastGain = 0.7;        // ln of the residual variance: half of it must be explained
constexpr double FewestCounts = 10;      // failures below this are anecdotes
constexpr double LargestInflation = 20;  // as for a view: not to be told from the rate

double advance(const BlockSeries& load, Counter counter) {
    const Block& first = load.block(0);
    return load.last()[indexOf(counter)] - first.sums[indexOf(counter)] / static_cast<double>(first.count);
}

struct Misfit {
    double lnVariance = 0;   // of the residuals
    double lnBent = 0;       // of the parabola's
    double independent = 0;  // groups that count, allowing for autocorrelation
};

// Of the line over `counter`; nothing if it cannot be fitted.
std::optional<Misfit> misfit(const BlockSeries& load, Counter counter, SignalUnit unit) {
    const std::size_t blocks = load.usableBlocks();
    const GroupSeries groups = groupBlocks(load, blocksPerGroup(blocks, FinestGroups), counter);
    const auto fit = fitTrend(groups.view(), Channel::Mean, unit);
    if (!fit || fit->varianceInflation > LargestInflation) {
        return std::nullopt;
    }
    // The residual sd has a floor (rounding), so that two exact lines are a draw.
    return Misfit{.lnVariance = 2 * std::log(fit->residualSd),
                  .lnBent = 2 * std::log(fit->bendSd),
                  .independent = effectiveDegrees(static_cast<double>(fit->size), fit->autocorrelation)};
}

}  // namespace

CounterChoice chooseCounter(const BlockSeries& load, const TrendSettings& settings) {
    if (advance(load, Counter::Requests) <= 0) {
        return {.counter = Counter::Seconds, .tried = 1};
    }
    const auto byRequests = misfit(load, Counter::Requests, settings.unit);
    CounterChoice choice;
    double best = byRequests ? std::min(byRequests->lnVariance - LeastGain, byRequests->lnBent) : 0;
    for (const Counter counter : {Counter::Errors, Counter::Aborted, Counter::Seconds}) {
        if (counter != Counter::Seconds && advance(load, counter) < FewestCounts) {
            continue;
        }
        ++choice.tried;
        const auto other = byRequests ? misfit(load, counter, settings.unit) : std::nullopt;
        if (other && counter == Counter::Seconds) {
            const double apart = std::abs(byRequests->lnVariance - other->lnVariance);
            choice.notTime = byRequests->independent * apart > BeatsBy;
        }
        if (other && other->lnVariance < best &&
            byRequests->independent * (byRequests->lnVariance - other->lnVariance) > BeatsBy) {
            best = other->lnVariance;
            choice.counter = counter;
        }
    }
    return choice;
}

}  // namespace leaktide
