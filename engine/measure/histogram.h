// Log-linear histogram of times after HdrHistogram (Tene, http://hdrhistogram.org): three significant digits
// from 1 ns to one hour, fixed memory, O(1) recording, merge by addition. Not thread-safe; each recorder has
// its own.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/units.h"

namespace leaktide {

class Histogram {
public:
    // The layout of HdrHistogram with 2048 sub-buckets: below 2048 ns each value has a bucket of its own,
    // above it each power of two is cut into 1024.
    static constexpr std::int64_t SubBuckets = 2048;
    static constexpr std::int64_t Highest = 3'600'000'000'000;  // one hour in ns

    Histogram();

    void record(Nanos value) { recordMany(value, 1); }  // clamped to [0, 1 h]
    void recordMany(Nanos value, std::uint64_t count);
    void merge(const Histogram& other);
    void reset();

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Nanos min() const { return Nanos(m_min); }  // 0 when empty, as all below
    [[nodiscard]] Nanos max() const { return Nanos(m_max); }
    [[nodiscard]] double meanNs() const;
    [[nodiscard]] double standardDeviationNs() const;
    // Smallest recorded value v with at least q of all values <= v, at the resolution of its bucket; q in [0,
    // 1].
    [[nodiscard]] Nanos quantile(double q) const;

    // For files and charts: the raw counts, and the values that a bucket stands for.
    [[nodiscard]] const std::vector<std::uint64_t>& buckets() const { return m_buckets; }
    static std::size_t bucketOf(std::int64_t value);
    static std::int64_t lowestOf(std::size_t bucket);
    static std::int64_t highestOf(std::size_t bucket) { return lowestOf(bucket + 1) - 1; }

private:
    [[nodiscard]] std::size_t firstUsed() const { return bucketOf(m_min); }
    [[nodiscard]] std::size_t endUsed() const { return m_count == 0 ? firstUsed() : bucketOf(m_max) + 1; }

    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    std::int64_t m_min = 0;
    std::int64_t m_max = 0;
};

}  // namespace leaktide
