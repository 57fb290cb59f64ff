// A histogram at a sixteenth of its resolution: small enough to keep one for every second of a run, so that
// seconds can still be added up when a long run must forget the single ones. Quantiles are at most 1/64 too
// high.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/measure/histogram.h"

namespace leaktide {

class LatencyShape {
public:
    explicit LatencyShape(const Histogram& histogram);

    void merge(const LatencyShape& other);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Nanos max() const { return m_max; }
    // Smallest value v with at least q of all values <= v, at the shape's resolution; q in [0, 1]; 0 when
    // empty.
    [[nodiscard]] Nanos quantile(double q) const;

private:
    struct Bar {                   // 8 bytes: a run keeps some hundred for each second
        std::uint64_t group : 16;  // of buckets
        std::uint64_t count : 48;
    };
    std::vector<Bar> m_bars;  // rising
    std::uint64_t m_count = 0;
    Nanos m_max{};
};

}  // namespace leaktide
