// The figures of the status bar, as text. Pure.
#pragma once

#include <QString>

#include "engine/run/run_snapshot.h"

namespace leaktide::app {

struct StatusFigures {
    QString done;
    QString rate;  // of the last second while the load runs, of the whole load afterwards
    QString p50;   // response time of the whole run
    QString p99;
    QString errors;  // "0", "12 (0.4 %)"
    QString inFlight;
    QString connections;    // "10 open, 3 idle, 0.2/s new"
    QString source;         // where the readings come from, or why there are none
    bool troubled = false;  // any error
};

StatusFigures statusFiguresOf(const RunSnapshot& snapshot);
// One line per failure kind and status of 400 and above: the tool tip of the errors figure.
QString troubleText(const RunRecord& record);

}  // namespace leaktide::app
