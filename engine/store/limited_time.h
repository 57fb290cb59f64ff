// How long this client was the limit. Pure.
#pragma once

#include <vector>

#include "engine/store/run_record.h"

namespace leaktide {

// Of each beat, in seconds. A single second counts with another beside it, or with one between them: one
// alone may be an accident.
std::vector<double> limitedTime(const std::vector<Beat>& beats);

}  // namespace leaktide
