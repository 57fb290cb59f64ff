#include "engine/trend/allocator_hold.h"

#include <algorithm>
#include <vector>

#include "engine/base/text.h"
#include "engine/trend/patterns.h"

namespace leaktide {
namespace {

constexpr std::size_t FewestPoints = 10;
constexpr std::size_t FewestAtRest = 3;
constexpr double LeastGrowth = 1048576;
constexpr double LeastShare = 0.5;

double medianOf(std::span<const SignalPoint> points) {
    std::vector<double> values;
    for (const SignalPoint& point : points) {
        values.push_back(point.value);
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double growthOf(std::span<const SignalPoint> points, double loadBeganS) {
    const std::size_t tenth = points.size() / 10;
    const auto rest = static_cast<std::size_t>(
        std::find_if(points.begin(), points.end(),
                     [loadBeganS](const SignalPoint& point) { return point.tS >= loadBeganS; }) -
        points.begin());
    return medianOf(points.last(tenth)) - medianOf(points.first(rest < FewestAtRest ? tenth : rest));
}

}  // namespace

std::optional<AllocatorHold> allocatorHold(std::span<const SignalPoint> rss,
                                           std::span<const SignalPoint> heapInUse, double loadBeganS) {
    if (std::min(rss.size(), heapInUse.size()) < FewestPoints) {
        return std::nullopt;
    }
    return AllocatorHold{.rssGrowth = growthOf(rss, loadBeganS),
                         .heapGrowth = std::max(0.0, growthOf(heapInUse, loadBeganS))};
}

bool isTheAllocators(const AllocatorHold& hold) {
    return hold.kept() >= LeastGrowth && hold.kept() >= LeastShare * hold.rssGrowth;
}

TrendVerdict rssVerdict(const std::optional<AllocatorHold>& hold) {
    TrendVerdict verdict;
    if (!hold) {
        verdict.verdict = Verdict::WarmingUp;
        verdict.evidence = {say(Say::RssTooFew)};
    } else if (isTheAllocators(*hold)) {
        verdict.verdict = Verdict::KeptByAllocator;
        verdict.evidence = {
            say(Say::KeptByAllocator,
                {formatBytes(hold->rssGrowth), formatBytes(hold->heapGrowth), formatBytes(hold->kept())})};
    } else if (hold->rssGrowth < LeastGrowth) {
        verdict.verdict = Verdict::Stable;
        verdict.evidence = {say(Say::RssDidNotGrow, {formatBytes(LeastGrowth)})};
    } else {
        verdict.verdict = Verdict::FollowsHeap;
        verdict.evidence = {
            say(Say::FollowsHeap, {formatBytes(hold->rssGrowth), formatBytes(hold->heapGrowth)})};
    }
    return verdict;
}

}  // namespace leaktide
