#include "engine/load/request_mix.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "engine/plan/pacer.h"

namespace leaktide {

namespace {

constexpr std::uint64_t LongestRound = 100'000;

// Smooth weighted round robin, as in nginx.
std::vector<std::size_t> roundOf(const std::vector<std::uint32_t>& weights) {
    std::uint64_t divisor = 0;
    std::uint64_t total = 0;
    for (const std::uint32_t weight : weights) {
        divisor = std::gcd(divisor, std::uint64_t{weight});
        total += weight;
    }
    const std::uint64_t length = std::min(total / std::max<std::uint64_t>(divisor, 1), LongestRound);
    std::vector<std::int64_t> credit(weights.size());
    std::vector<std::size_t> round;
    round.reserve(length);
    for (std::uint64_t i = 0; i < length; ++i) {
        for (std::size_t r = 0; r < weights.size(); ++r) {
            credit[r] += weights[r];
        }
        const auto best = std::max_element(credit.begin(), credit.end());
        *best -= static_cast<std::int64_t>(total);
        round.push_back(static_cast<std::size_t>(best - credit.begin()));
    }
    return round;
}

}  // namespace

RequestMix::RequestMix(const Plan& plan) {
    Weights own;
    for (const RequestSpec& request : plan.requests) {
        own.push_back(request.weight);
    }
    std::map<Weights, std::shared_ptr<const Round>> known;
    append(0, own, known);
    const Pacer pacer(plan.load);
    Nanos begin{};
    for (const Stage& stage : plan.load.stages) {
        if (stage.duration > Nanos(0)) {
            append(pacer.dueBefore(begin), stage.weights.empty() ? own : stage.weights, known);
        }
        begin += stage.duration;
    }
    const bool apart = own.size() > 1 && own.size() <= MostCountedApart;
    m_countedApart = apart ? own.size() : 0;
}

void RequestMix::append(std::uint64_t first, const Weights& weights,
                        std::map<Weights, std::shared_ptr<const Round>>& known) {
    auto& round = known[weights];
    if (!round) {
        round = std::make_shared<const Round>(roundOf(weights));
    }
    if (m_stretches.empty() || m_stretches.back().round != round) {
        m_stretches.push_back({first, round});
    }
}

std::size_t RequestMix::at(std::uint64_t number) const {
    const auto after =
        m_stretches.size() == 1
            ? m_stretches.end()
            : std::upper_bound(m_stretches.begin() + 1, m_stretches.end(), number,
                               [](std::uint64_t k, const Stretch& stretch) { return k < stretch.first; });
    const Stretch& stretch = *std::prev(after);
    return (*stretch.round)[number % stretch.round->size()];
}

}  // namespace leaktide
