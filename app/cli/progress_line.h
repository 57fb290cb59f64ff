// One line that says how a run is doing. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "engine/report/text_report.h"
#include "engine/run/run_snapshot.h"

namespace leaktide::app {

// At most `width` columns: "[████░░░░] 42 %  load 12 s left  24,012 done  2,000/s  p50 410 us  p99 1.20 ms
// errors 0  in flight 3  pool 3  tasks 1,204 growing  heap 12.3 MiB". What does not fit is left out, the
// least needed first; the signals stay longest.
std::string progressLine(const RunSnapshot& snapshot, std::size_t width, Colours colours);

}  // namespace leaktide::app
