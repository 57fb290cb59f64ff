// What the command line says. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "target-server/core/result.h"
#include "target-server/faults/fault_order.h"

namespace leaktide::target {

struct Limits {
    std::int64_t connections = 50'000;       // open at once; more are closed at once
    std::int64_t requestsPerConnection = 0;  // then it closes; 0: no limit
    std::size_t headBytes = 16 * 1024;
    std::size_t fieldCount = 100;
    std::size_t bodyBytes = 1024 * 1024;
    std::chrono::milliseconds headTime{10'000};     // from a request's first byte to the end of its head
    std::chrono::milliseconds bodyTime{10'000};     // without a byte of the body
    std::chrono::milliseconds idleTime{60'000};     // between requests
    std::chrono::milliseconds handlerTime{30'000};  // the deadline of a request
    std::chrono::milliseconds writeTime{10'000};    // without a byte taken by the client
};

// Where every fault stops before it hurts the machine.
struct Ceiling {
    std::int64_t heapBytes = 1024LL * 1024 * 1024;
    std::int64_t tasks = 10'000;  // besides those of connections
    std::int64_t threads = 1'000;
    int descriptorPercent = 80;  // of the limit
};

struct Settings {
    std::string listen = "127.0.0.1";
    std::uint16_t port = 8080;               // 0: a free one
    std::optional<std::uint16_t> debugPort;  // unset: a free one, and the load port serves debug routes too
    unsigned threads = 1;
    std::string debugToken;  // empty: one is made
    std::vector<FaultOrder> faults;
    bool allowRemoteFaults = false;  // faults although others than this machine can reach the load port
    std::string accessLog;           // a file, "-" for stderr; empty: none
    std::int64_t dbMaxOpen = 0;      // database connections; 0: no limit
    Ceiling ceiling;
    bool heapProfile = true;  // sample allocations
    std::chrono::milliseconds shutdownTime{30'000};
    Limits limits;
    bool help = false;
    bool version = false;
};

Result<Settings> parseSettings(std::span<const char* const> arguments);
std::string usage();

}  // namespace leaktide::target
