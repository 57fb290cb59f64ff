#include "app/models/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leaktide::app {

namespace {

struct Stretch {
    qsizetype lowest = -1;
    qsizetype highest = -1;
    qsizetype gap = -1;

    void see(const QVector<double>& values, qsizetype i) {
        if (std::isnan(values[i])) {
            gap = i;
            return;
        }
        lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
        highest = highest < 0 || values[i] > values[highest] ? i : highest;
    }

    void keep(QVector<qsizetype>& kept) const {
        std::array<qsizetype, 3> chosen{lowest, highest, gap};
        std::sort(chosen.begin(), chosen.end());
        for (const qsizetype i : chosen) {
            if (i >= 0 && (kept.isEmpty() || kept.back() < i)) {
                kept.append(i);
            }
        }
    }
};

}  // namespace

void decimate(QVector<double>& keys, QVector<double>& values, int maxPoints) {
    const qsizetype size = keys.size();
    if (size <= maxPoints || maxPoints < 3) {
        return;
    }
    const qsizetype stretches = maxPoints / 3;
    QVector<qsizetype> kept{0};
    for (qsizetype s = 0; s < stretches; ++s) {
        Stretch stretch;
        const qsizetype end = (s + 1) * size / stretches;
        for (qsizetype i = s * size / stretches; i < end; ++i) {
            stretch.see(values, i);
        }
        stretch.keep(kept);
    }
    if (kept.back() != size - 1) {
        kept.append(size - 1);
    }
    for (qsizetype i = 0; i < kept.size(); ++i) {
        keys[i] = keys[kept[i]];
        values[i] = values[kept[i]];
    }
    keys.resize(kept.size());
    values.resize(kept.size());
}

}  // namespace leaktide::app
