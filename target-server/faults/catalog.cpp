#include "target-server/faults/catalog.h"

namespace leaktide::target {

std::vector<std::unique_ptr<Fault>> makeAllFaults(Lab& lab) {
    std::vector<std::unique_ptr<Fault>> faults;
    for (const auto make :
         {makeContextKept, makeTaskStuck, makeResponseUnended, makeCacheUnbounded, makeBufferLost,
          makeDbConnectionKept, makeFileKept, makeThreadKept, makeListenerKept, makeTimerKept, makePanicKeeps,
          makeCancelIgnored, makeBackground, makeCacheBounded, makeWarmUp, makeSawTooth, makeBacklog,
          makePoolBurst, makeAllocatorKept}) {
        faults.push_back(make(lab));
    }
    return faults;
}

}  // namespace leaktide::target
