// "A leak above this would have shown": what is said with "stable". Pure.
#pragma once

#include "engine/measure/signal.h"
#include "engine/trend/look.h"

namespace leaktide {

// Growth per count; 0 if nothing is known.
double detectableAbove(const Views& views, SignalUnit unit);

}  // namespace leaktide
