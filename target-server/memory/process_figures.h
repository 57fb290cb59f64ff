// What the kernel says about this process. Reads /proc: cheap enough for a debug request, not for a load
// request.
#pragma once

#include <cstdint>

namespace leaktide::target {

struct ProcessFigures {
    std::int64_t rss = 0;  // bytes
    std::int64_t fds = 0;
    std::int64_t fdsLimit = 0;  // the soft limit
    std::int64_t threads = 0;
};

ProcessFigures readProcess();
// Lifts the soft limit of descriptors to the hard one, as the Go runtime does.
void raiseDescriptorLimit();

}  // namespace leaktide::target
