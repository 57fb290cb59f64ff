// What the bundled target says about its faults. Pure parsing.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

namespace leaktide::app {

struct FaultInfo {
    QString name;
    QString explains;  // one sentence
    bool on = false;
    int every = 1;          // one request in so many
    quint64 triggered = 0;  // how often it was injected so far: the truth a verdict can be held against
    bool operator==(const FaultInfo&) const = default;
};

// From the answer of /debug/faults (an array, or an object with "faults") or /debug/stats. Anything else
// gives an empty list. At most 200 are taken.
QVector<FaultInfo> faultsFromJson(const QByteArray& text);

}  // namespace leaktide::app
