// All figures of the server at one moment, and their two forms. Reads /proc: for debug requests, not for
// load.
#pragma once

#include <map>
#include <string>

#include "target-server/lab.h"
#include "target-server/memory/process_figures.h"

namespace leaktide::target {

struct Figures {
    std::int64_t pid = 0;
    std::int64_t startUnixMs = 0;
    double uptimeS = 0;
    ContextPool::Figures pool;
    std::map<std::string, std::int64_t> tasks;
    std::int64_t tasksTotal = 0;
    HeapFigures heap;
    ProcessFigures process;
    BufferPool::Figures buffers;
    DbPool::Figures db;
};

Figures readFigures(const Lab& lab);
std::string statsJson(const Lab& lab);
std::string metricsText(const Lab& lab);

}  // namespace leaktide::target
