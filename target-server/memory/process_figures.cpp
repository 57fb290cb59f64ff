#include "target-server/memory/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

std::int64_t countDescriptors() {
    std::error_code error;
    std::int64_t count = -1;  // the directory being read is a descriptor itself
    for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end;
         it.increment(error)) {
        ++count;
    }
    return count < 0 ? 0 : count;
}

}  // namespace

ProcessFigures readProcess() {
    ProcessFigures figures;
    std::ifstream memory("/proc/self/statm");
    std::int64_t pages = 0;
    if (memory >> pages >> pages) {
        figures.rss = pages * sysconf(_SC_PAGESIZE);
    }
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("Threads:")) {
            figures.threads =
                parseNumber<std::int64_t>(trimBlanks(std::string_view(line).substr(8))).value_or(0);
        }
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        figures.fdsLimit = static_cast<std::int64_t>(limit.rlim_cur);
    }
    figures.fds = countDescriptors();
    return figures;
}

void raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

}  // namespace leaktide::target
