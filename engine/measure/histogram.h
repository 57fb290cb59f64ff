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
    Histogram();

    void record(Nanos value) { recordMany(value, 1); }  // clamped to [0, 1 h]
    void recordMany(Nanos value, std::uint64_t count);
    void merge(const Histogram& other);
    void reset();

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Nanos min() const;  // 0 when empty, as all below
    [[nodiscard]] Nanos max() const;
    [[nodiscard]] double meanNs() const;
    [[nodiscard]] double standardDeviationNs() const;
    // Smallest recorded value v with at least q of all values <= v, at the resolution of its bucket; q in [0,
    // 1].
    [[nodiscard]] Nanos quantile(double q) const;

private:
    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    std::int64_t m_min = 0;
    std::int64_t m_max = 0;
};

}  // namespace leaktide
