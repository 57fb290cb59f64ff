// Where a run stands: the words and the segments of the progress bar. Pure functions.
#pragma once

#include <QString>
#include <QVector>

#include "engine/run/run_snapshot.h"

namespace leaktide::app {

struct ProgressSegment {
    Phase phase = Phase::Load;
    QString label;
    double seconds = 0;  // planned
    double share = 0;    // of the whole bar; all shares add up to 1
    bool operator==(const ProgressSegment&) const = default;
};

struct RunProgress {
    QVector<ProgressSegment> segments;
    double done = 0;    // 0..1 over the whole bar
    QString phaseText;  // "Load · cycle 1 of 2"
    QString purpose;    // what this phase is for
    QString timeText;   // "14 s left", "42 s in all"
    bool running = false;
};

enum class Idling { Planned, None };  // without readings there is no baseline and no drain
// `cycles`: known so far; those the plan does not have are extensions, each as long as all loads before it.
QVector<ProgressSegment> segmentsOf(const Plan& plan, Idling idling, std::uint32_t cycles = 0);
// Where on the bar `progress` (0..1 of the planned time) stands: short phases are drawn wider than they last.
double placeOnBar(const QVector<ProgressSegment>& segments, double progress);
RunProgress progressOf(const RunSnapshot& snapshot);
// "1 min 05 s", never finer than seconds: for a clock that ticks before the eye.
QString clockText(double seconds);
// One sentence on how the run ended; empty while it runs.
QString endSentence(const RunSnapshot& snapshot);

}  // namespace leaktide::app
