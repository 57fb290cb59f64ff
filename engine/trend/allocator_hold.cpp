#include "engine/trend/allocator_hold.h"

#include <algorithm>
#include <vector>

#include "engine/base/text.h"

namespace leaktide {
namespace {

constexpr std::size_t FewestPoints = 10;
constexpr double LeastKept = 1048576;
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

double growthOf(std::span<const SignalPoint> points) {
    const std::size_t tenth = points.size() / 10;
    return medianOf(points.last(tenth)) - medianOf(points.first(tenth));
}

}  // namespace

std::optional<AllocatorHold> allocatorHold(std::span<const SignalPoint> rss,
                                           std::span<const SignalPoint> heapInUse) {
    if (std::min(rss.size(), heapInUse.size()) < FewestPoints) {
        return std::nullopt;
    }
    const AllocatorHold hold{.rssGrowth = growthOf(rss), .heapGrowth = std::max(0.0, growthOf(heapInUse))};
    const bool its = hold.kept() >= LeastKept && hold.kept() >= LeastShare * hold.rssGrowth;
    return its ? std::optional(hold) : std::nullopt;
}

std::string allocatorSentence(const AllocatorHold& hold) {
    return "RSS grew by " + formatBytes(hold.rssGrowth) + ", heap in use by " + formatBytes(hold.heapGrowth) +
           ": " + formatBytes(hold.kept()) + " are kept by the allocator, not by the program.";
}

}  // namespace leaktide
