#include "app/models/value_range.h"

#include <algorithm>
#include <cmath>

namespace leaktide::app {

namespace {

constexpr double HeadRoom = 0.08;  // of the span, above and below the values

}  // namespace

void ValueExtent::add(const ValueExtent& other) {
    if (!other.found) {
        return;
    }
    low = found ? std::min(low, other.low) : other.low;
    high = found ? std::max(high, other.high) : other.high;
    found = true;
}

ValueExtent extentOf(const QVector<double>& keys, const QVector<double>& values, double fromKey,
                     double toKey) {
    const auto first = std::lower_bound(keys.begin(), keys.end(), fromKey) - keys.begin();
    const auto last = std::upper_bound(keys.begin(), keys.end(), toKey) - keys.begin();
    const qsizetype from = std::max<qsizetype>(0, first - 1);
    const qsizetype to = std::min<qsizetype>(std::min(keys.size(), values.size()), last + 1);
    ValueExtent extent;
    for (qsizetype i = from; i < to; ++i) {
        if (std::isfinite(values[i])) {
            extent.add({true, values[i], values[i]});
        }
    }
    return extent;
}

ValueRange rangeFromZero(const ValueExtent& extent, double minimalHigh) {
    const double high = extent.found ? extent.high * (1 + HeadRoom) : 0;
    return {0, std::max(high, minimalHigh)};
}

ValueRange rangeAround(const ValueExtent& extent, double minimalSpan) {
    if (!extent.found) {
        return {0, minimalSpan};
    }
    const double margin = (extent.high - extent.low) * HeadRoom;
    const double span = std::max({extent.high - extent.low + 2 * margin, minimalSpan, extent.high * 0.1});
    const double middle = (extent.low + extent.high) / 2;
    double low = middle - span / 2;
    if (low < 0 || extent.low == 0) {
        low = 0;
    }
    return {low, std::max(low + span, extent.high + margin)};
}

}  // namespace leaktide::app
