#include "target-server/faults/catalog.h"

namespace leaktide::target {

std::vector<std::unique_ptr<Fault>> makeAllFaults(Lab& lab) {
    std::vector<std::unique_ptr<Fault>> faults;
    faults.push_back(makeContextKept(lab));
    faults.push_back(makeTaskStuck(lab));
    faults.push_back(makeCacheUnbounded(lab));
    return faults;
}

}  // namespace leaktide::target
