// Who listens on a port, and how many connections it has: from the tables of sockets under /proc.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/probe/proc_files.h"

namespace leaktide {

struct SocketCounts {
    std::uint64_t established = 0;      // accepted by the listener of the port
    std::uint64_t closeWait = 0;        // the peer is gone, the server has not closed
    std::set<std::uint64_t> listeners;  // inodes
};

// Adds the sockets of a local port from the text of /proc/net/tcp or tcp6. Lines that do not parse are
// skipped. Listeners on an address that loopback does not reach are left out.
void countSockets(std::string_view table, std::uint16_t port, SocketCounts& counts);

// Of the network that process `pid` sees; 0: ours.
SocketCounts readSockets(std::uint16_t port, ProcessId pid = 0);

// Every process that holds one of the sockets, lowest pid first. Empty also when /proc does not let us look.
std::vector<ProcessId> findHolders(const std::set<std::uint64_t>& inodes);

// The ports on which a process listens, lowest first.
std::vector<std::uint16_t> findListeningPorts(ProcessId pid);

}  // namespace leaktide
