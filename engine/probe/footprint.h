// What the probe itself adds to the target: one connection, so one descriptor, and where each connection has
// a task of its own (Go), one task. Taken off each reading, so that an idle target reads as idle.
#pragma once

#include <algorithm>

#include "engine/probe/reading.h"

namespace leaktide {

inline void takeOffOurs(Gauges& gauges, const char* signal) {
    if (const auto found = gauges.values.find(signal); found != gauges.values.end()) {
        found->second = std::max(0.0, found->second - 1);
    }
}

}  // namespace leaktide
