// What all threads of the server share. Made before the first thread starts, freed after the last has ended.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "target-server/core/access_log.h"
#include "target-server/core/buffer_pool.h"
#include "target-server/core/circuit_breaker.h"
#include "target-server/core/context_pool.h"
#include "target-server/core/counters.h"
#include "target-server/core/scratch_folder.h"
#include "target-server/core/task_registry.h"
#include "target-server/db/connection_pool.h"
#include "target-server/faults/fault_board.h"
#include "target-server/memory/heap_monitor.h"
#include "target-server/settings.h"

namespace leaktide::target {

struct Lab {
    explicit Lab(Settings s)
        : settings(std::move(s)),
          heap(std::chrono::milliseconds(50)),
          db({scratch.databasePath(), settings.dbMaxOpen}),
          faults(*this) {}

    const Settings settings;
    std::string token;                   // fixed before the first thread starts
    bool faultsForbidden = false;        // likewise
    std::string debugOrigin;             // "127.0.0.1:PORT" of the debug listener, likewise
    std::atomic<bool> stopping = false;  // responses say Connection: close from now on
    std::chrono::system_clock::time_point started = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point startedSteady = std::chrono::steady_clock::now();
    Counters counters;
    TaskRegistry tasks;
    ContextPool contexts;
    ContextPool debugContexts{1};  // debug requests are in no figure
    BufferPool buffers;
    AccessLog accessLog{buffers};
    CircuitBreaker flakyBreaker{{}};
    HeapMonitor heap;
    ScratchFolder scratch;
    DbPool db;
    FaultBoard faults;  // last: what faults keep goes first, while the rest still lives
};

}  // namespace leaktide::target
