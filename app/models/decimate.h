// Bounds what is drawn: keeps the smallest and the largest value of every stretch of keys, so that a spike
// or a gap never disappears. Pure; O(n).
#pragma once

#include <QVector>

namespace leaktide::app {

// `values` may hold NaN: a gap in the line, kept. Nothing happens with at most `maxPoints` points; otherwise
// at most `maxPoints` + 2 remain, the first and the last among them. Precondition: equal sizes, keys sorted.
void decimate(QVector<double>& keys, QVector<double>& values, int maxPoints);

}  // namespace leaktide::app
