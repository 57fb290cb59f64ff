#include "engine/load/client_limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/base/text.h"

namespace leaktide {

namespace {

// Descriptors that the process holds now; a guess where /proc is not there.
std::uint64_t inUse() {
    std::error_code failed;
    const std::filesystem::directory_iterator first("/proc/self/fd", failed);
    return failed ? 16
                  : static_cast<std::uint64_t>(std::distance(first, std::filesystem::directory_iterator()));
}

}  // namespace

Status makeRoomForConnections(std::uint32_t connections, std::uint32_t threads) {
    constexpr std::uint64_t Spare = 16;  // the probe, files of the run, a reconnect beside a dying connection
    const std::uint64_t needed = connections + 2ULL * threads + inUse() + Spare;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) {
        return {};
    }
    const rlimit raised{.rlim_cur = std::min<rlim_t>(limit.rlim_max, needed), .rlim_max = limit.rlim_max};
    if (limit.rlim_max >= needed && setrlimit(RLIMIT_NOFILE, &raised) == 0) {
        return {};
    }
    return Error{ErrorKind::Io, formatCount(connections) + " connections need about " + formatCount(needed) +
                                    " files, the limit is " + formatCount(limit.rlim_max) +
                                    " (raise it with ulimit -n, or use fewer connections)"};
}

Status checkLocalPorts(std::uint32_t connections) {
    std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (!(range >> first >> last) || last < first || last - first + 1 >= connections) {
        return {};
    }
    return Error{ErrorKind::Io, formatCount(connections) +
                                    " connections to one address need as many local ports, " +
                                    "the system's range has " + formatCount(last - first + 1) +
                                    " (widen net.ipv4.ip_local_port_range, or use fewer connections)"};
}

}  // namespace leaktide
