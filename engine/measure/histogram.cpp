#include "engine/measure/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace leaktide {

namespace {

constexpr std::int64_t HalfSubBuckets = Histogram::SubBuckets / 2;
constexpr int SubBucketBits = 11;
static_assert(1 << SubBucketBits == Histogram::SubBuckets);

double middleOf(std::size_t bucket) {
    const auto low = static_cast<double>(Histogram::lowestOf(bucket));
    const auto high = static_cast<double>(Histogram::highestOf(bucket));
    return low + (high - low) / 2;
}

}  // namespace

Histogram::Histogram() : m_buckets(bucketOf(Highest) + 1) {}

std::size_t Histogram::bucketOf(std::int64_t value) {
    if (value < SubBuckets) {
        return static_cast<std::size_t>(value);
    }
    // How far the value must be shifted to have exactly SubBucketBits significant bits.
    const int shift = std::bit_width(static_cast<std::uint64_t>(value)) - SubBucketBits;
    return static_cast<std::size_t>(shift * HalfSubBuckets + (value >> shift));
}

std::int64_t Histogram::lowestOf(std::size_t bucket) {
    const auto index = static_cast<std::int64_t>(bucket);
    if (index < SubBuckets) {
        return index;
    }
    const std::int64_t shift = index / HalfSubBuckets - 1;
    return (index - shift * HalfSubBuckets) << shift;
}

void Histogram::recordMany(Nanos value, std::uint64_t count) {
    if (count == 0) {
        return;
    }
    const std::int64_t ns = std::clamp<std::int64_t>(value.count(), 0, Highest);
    m_buckets[bucketOf(ns)] += count;
    m_min = m_count == 0 ? ns : std::min(m_min, ns);
    m_max = std::max(m_max, ns);
    m_count += count;
}

void Histogram::merge(const Histogram& other) {
    if (other.m_count == 0) {
        return;
    }
    for (std::size_t i = other.firstUsed(), end = other.endUsed(); i < end; ++i) {
        m_buckets[i] += other.m_buckets[i];
    }
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_count += other.m_count;
}

void Histogram::reset() {
    std::fill(m_buckets.begin() + static_cast<std::ptrdiff_t>(firstUsed()),
              m_buckets.begin() + static_cast<std::ptrdiff_t>(endUsed()), 0);
    m_count = 0;
    m_min = 0;
    m_max = 0;
}

double Histogram::meanNs() const {
    if (m_count == 0) {
        return 0;
    }
    double sum = 0;
    for (std::size_t i = firstUsed(), end = endUsed(); i < end; ++i) {
        if (m_buckets[i] != 0) {
            sum += middleOf(i) * static_cast<double>(m_buckets[i]);
        }
    }
    return sum / static_cast<double>(m_count);
}

double Histogram::standardDeviationNs() const {
    if (m_count == 0) {
        return 0;
    }
    const double mean = meanNs();
    double sum = 0;
    for (std::size_t i = firstUsed(), end = endUsed(); i < end; ++i) {
        if (m_buckets[i] != 0) {
            const double off = middleOf(i) - mean;
            sum += off * off * static_cast<double>(m_buckets[i]);
        }
    }
    return std::sqrt(sum / static_cast<double>(m_count));
}

Nanos Histogram::quantile(double q) const {
    if (m_count == 0) {
        return Nanos(0);
    }
    // One step towards zero, so that 0.07 of 100 values is the 7th and not, by rounding, the 8th.
    const double wanted =
        std::ceil(std::nextafter(std::clamp(q, 0.0, 1.0), 0.0) * static_cast<double>(m_count));
    const std::uint64_t rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, m_count);
    std::uint64_t seen = 0;
    for (std::size_t i = firstUsed(), end = endUsed(); i < end; ++i) {
        seen += m_buckets[i];
        if (seen >= rank) {
            return Nanos(std::clamp(highestOf(i), m_min, m_max));
        }
    }
    return Nanos(m_max);
}

}  // namespace leaktide
