// An order to the load: another rate from now on.
#pragma once

#include "engine/base/units.h"

namespace leaktide {

// What was due before the change and is not sent yet: sent all the same, or given up and counted as dropped.
enum class Backlog { Keep, Drop };

struct RateChange {
    Nanos elapsed{};  // since the load began
    Rate rate;
    Backlog backlog = Backlog::Keep;
};

}  // namespace leaktide
