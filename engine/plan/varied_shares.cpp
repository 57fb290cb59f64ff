#include "engine/plan/varied_shares.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace leaktide {

namespace {

constexpr std::uint32_t Often = 4;  // against `Seldom`, of the usual 2.5
constexpr std::uint32_t Seldom = 1;
constexpr double Usual = 2.5;
constexpr Nanos LongestStretch = std::chrono::seconds(4);  // longer ones: the patterns are gone through again
constexpr std::int64_t MostRounds = 16;

// Columns of the Walsh matrix in which no drift like time or its square shows: those with three binary digits
// or more.
std::size_t columnOf(std::size_t pattern) {
    std::size_t passed = 0;
    for (int digits = std::bit_width(ShareStretches) - 1; digits >= 3; --digits) {
        for (std::size_t column = ShareStretches - 1; column > 0; --column) {
            if (std::popcount(column) == digits && passed++ == pattern) {
                return column;
            }
        }
    }
    return 0;
}

Stage stretchOf(const Plan& plan, std::size_t stretch, Nanos length) {
    Stage stage{.duration = length, .rate = {}};
    double usual = 0;
    double now = 0;
    for (std::size_t i = 0; i < plan.requests.size(); ++i) {
        const std::uint32_t weight = plan.requests[i].weight;
        stage.weights.push_back(weight * (sentMoreOften(i, stretch) ? Often : Seldom));
        usual += Usual * weight;
        now += stage.weights.back();
    }
    constexpr auto Per = std::chrono::seconds(1000);  // to a thousandth of a request per second
    const double rate = plan.load.rate->perSecond() * now / usual;
    stage.rate = {static_cast<std::uint64_t>(std::max(1.0, std::round(rate * 1000))), Per};
    return stage;
}

}  // namespace

bool sentMoreOften(std::size_t pattern, std::size_t stretch) {
    const bool even = std::popcount(columnOf(pattern) & stretch) % 2 == 0;
    return even == (pattern % 2 == 0);  // every other one upside down: not all at once
}

Plan withVariedShares(Plan plan) {
    LoadPlan& load = plan.load;
    if (!load.findEndpoint || load.model != LoadModel::ConstantRate) {
        return plan;
    }
    const std::int64_t rounds =
        std::clamp<std::int64_t>(load.duration / (LongestStretch * ShareStretches), 1, MostRounds);
    const std::int64_t stretches = rounds * static_cast<std::int64_t>(ShareStretches);
    for (std::int64_t i = 0; i < stretches; ++i) {
        const Nanos begin = load.duration * i / stretches;
        const Nanos end = load.duration * (i + 1) / stretches;
        const Stage stage = stretchOf(plan, static_cast<std::size_t>(i) % ShareStretches, end - begin);
        load.stages.push_back({.duration = Nanos(0), .rate = stage.rate, .weights = stage.weights});
        load.stages.push_back(stage);
    }
    load.model = LoadModel::Stages;
    load.rate.reset();
    return plan;
}

}  // namespace leaktide
