#include "engine/run/latency_shape.h"

#include <algorithm>
#include <cmath>

namespace leaktide {

namespace {

constexpr std::size_t BucketsPerGroup = 16;

}  // namespace

LatencyShape::LatencyShape(const Histogram& histogram) : m_count(histogram.count()), m_max(histogram.max()) {
    if (m_count == 0) {
        return;
    }
    const std::vector<std::uint64_t>& buckets = histogram.buckets();
    const std::size_t first = Histogram::bucketOf(histogram.min().count());
    const std::size_t end = std::min(Histogram::bucketOf(m_max.count()) + 1, buckets.size());
    for (std::size_t i = first; i < end; ++i) {
        if (buckets[i] == 0) {
            continue;
        }
        const auto group = static_cast<std::uint32_t>(i / BucketsPerGroup);
        if (m_bars.empty() || m_bars.back().group != group) {
            m_bars.push_back({group, 0});
        }
        m_bars.back().count += buckets[i];
    }
    m_bars.shrink_to_fit();
}

void LatencyShape::merge(const LatencyShape& other) {
    std::vector<Bar> all;
    all.reserve(m_bars.size() + other.m_bars.size());
    auto mine = m_bars.begin();
    for (const Bar& bar : other.m_bars) {
        for (; mine != m_bars.end() && mine->group < bar.group; ++mine) {
            all.push_back(*mine);
        }
        all.push_back(bar);
        if (mine != m_bars.end() && mine->group == bar.group) {
            all.back().count += (mine++)->count;
        }
    }
    all.insert(all.end(), mine, m_bars.end());
    all.shrink_to_fit();
    m_bars = std::move(all);
    m_count += other.m_count;
    m_max = std::max(m_max, other.m_max);
}

Nanos LatencyShape::quantile(double q) const {
    const auto rank =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(m_count))));
    std::uint64_t seen = 0;
    for (const Bar& bar : m_bars) {
        seen += bar.count;
        if (seen >= rank) {
            return std::min(m_max, Nanos(Histogram::lowestOf((bar.group + 1) * BucketsPerGroup) - 1));
        }
    }
    return m_max;
}

}  // namespace leaktide
