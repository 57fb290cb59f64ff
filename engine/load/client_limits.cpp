#include "engine/load/client_limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

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

std::optional<std::uint64_t> localPorts() {
    std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    return range >> first >> last && last >= first ? std::optional(last - first + 1) : std::nullopt;
}

// How long a port stays in TIME_WAIT where we close first: a minute, or a second where the kernel may use it
// again for an outgoing connection (net.ipv4.tcp_tw_reuse: 1 everywhere, 2 on the loopback only).
double waitOfPortS(Way way) {
    std::ifstream file("/proc/sys/net/ipv4/tcp_tw_reuse");
    int reuse = 0;
    file >> reuse;
    return reuse == 1 || (reuse == 2 && way == Way::Loopback) ? 1 : 60;
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
    const auto ports = localPorts();
    if (!ports || *ports >= connections) {
        return {};
    }
    return Error{ErrorKind::Io, formatCount(connections) +
                                    " connections to one address need as many local ports, " +
                                    "the system's range has " + formatCount(*ports) +
                                    " (widen net.ipv4.ip_local_port_range, or use fewer connections)"};
}

std::string warnOfUsedUpPorts(double connectionsPerSecond, std::uint32_t connections, Way way) {
    const auto ports = localPorts();
    const double needed = connectionsPerSecond * waitOfPortS(way) + connections;
    if (!ports || needed <= static_cast<double>(*ports)) {
        return {};
    }
    return formatSignificant(connectionsPerSecond) + " new connections a second may need about " +
           formatCount(static_cast<std::uint64_t>(needed)) + " local ports (each is in use for up to " +
           formatFixed(waitOfPortS(way), 0) + " s longer), the system's range has " + formatCount(*ports) +
           ": keep connections alive, widen net.ipv4.ip_local_port_range, or use a lower rate";
}

}  // namespace leaktide
