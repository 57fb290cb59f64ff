// How an answer becomes numbers: what a load worker writes into its recorder. Nothing but additions.
#pragma once

#include <chrono>

#include "engine/load/exchange.h"
#include "engine/measure/interval_recorder.h"

namespace leaktide {

constexpr Nanos LateAfter = std::chrono::milliseconds(1);

enum class Pace { Closed, Scheduled };  // only what was scheduled can be late

void recordAnswer(const Answer& answer, SteadyTime due, Pace pace, RecorderSide& side);
// By request of the plan, of which there are `requests`.
void countAnswer(std::size_t request, std::size_t requests, LoadCounters& counters);

}  // namespace leaktide
