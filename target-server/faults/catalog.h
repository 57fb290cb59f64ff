// The maker of each fault; each stands in the file of the fault's name.
#pragma once

#include <memory>
#include <vector>

#include "target-server/faults/fault.h"

namespace leaktide::target {

std::unique_ptr<Fault> makeContextKept(Lab& lab);
std::unique_ptr<Fault> makeTaskStuck(Lab& lab);
std::unique_ptr<Fault> makeCacheUnbounded(Lab& lab);

std::vector<std::unique_ptr<Fault>> makeAllFaults(Lab& lab);

}  // namespace leaktide::target
