// The maker of each fault; each stands in the file of the fault's name.
#pragma once

#include <memory>
#include <vector>

#include "target-server/faults/fault.h"

namespace leaktide::target {

std::unique_ptr<Fault> makeContextKept(Lab& lab);
std::unique_ptr<Fault> makeTaskStuck(Lab& lab);
std::unique_ptr<Fault> makeResponseUnended(Lab& lab);
std::unique_ptr<Fault> makeCacheUnbounded(Lab& lab);
std::unique_ptr<Fault> makeBufferLost(Lab& lab);
std::unique_ptr<Fault> makeDbConnectionKept(Lab& lab);
std::unique_ptr<Fault> makeFileKept(Lab& lab);
std::unique_ptr<Fault> makeThreadKept(Lab& lab);
std::unique_ptr<Fault> makeListenerKept(Lab& lab);
std::unique_ptr<Fault> makeTimerKept(Lab& lab);
std::unique_ptr<Fault> makePanicKeeps(Lab& lab);
std::unique_ptr<Fault> makeCancelIgnored(Lab& lab);
std::unique_ptr<Fault> makeBackground(Lab& lab);
std::unique_ptr<Fault> makeCacheBounded(Lab& lab);
std::unique_ptr<Fault> makeWarmUp(Lab& lab);
std::unique_ptr<Fault> makeSawTooth(Lab& lab);
std::unique_ptr<Fault> makeBacklog(Lab& lab);
std::unique_ptr<Fault> makePoolBurst(Lab& lab);
std::unique_ptr<Fault> makeAllocatorKept(Lab& lab);

std::vector<std::unique_ptr<Fault>> makeAllFaults(Lab& lab);  // leaks first, then look-alikes

}  // namespace leaktide::target
