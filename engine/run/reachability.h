// Can the target be reached at all? Asked once, before a run, so that a wrong port is one sentence and not a
// run of zeros.
#pragma once

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

// Opens one TCP connection to each distinct origin of the plan and closes it again; sends nothing. The error
// names the place and the reason: "cannot reach 127.0.0.1:1: connection refused". Bounded by the plan's
// connect timeout.
Status checkReachable(const Plan& plan);

}  // namespace leaktide
