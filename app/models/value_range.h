// How far a y axis reaches. Pure functions.
#pragma once

#include <QVector>

namespace leaktide::app {

struct ValueRange {
    double low = 0;
    double high = 1;
    bool operator==(const ValueRange&) const = default;
};

// Smallest and largest finite value with a key in [fromKey, toKey], the neighbours just outside included so
// that a zoomed line still meets the edges. Unset fields: no value there; then `found` is false.
struct ValueExtent {
    bool found = false;
    double low = 0;
    double high = 0;
    void add(const ValueExtent& other);
};
ValueExtent extentOf(const QVector<double>& keys, const QVector<double>& values, double fromKey,
                     double toKey);

// From zero to a little above the largest value: rates and latencies. At least `minimalHigh` high.
ValueRange rangeFromZero(const ValueExtent& extent, double minimalHigh);

// Zoomed to the values, but never tighter than `minimalSpan` nor than a tenth of the largest value: noise
// must not look like a leak. Never below zero.
ValueRange rangeAround(const ValueExtent& extent, double minimalSpan);

}  // namespace leaktide::app
