// The limits of this machine, checked before a run begins rather than met in its midst: file descriptors
// (raises the soft limit as far as it must) and local ports. Error (Io): by how much it falls short, and what
// helps.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/result.h"

namespace leaktide {

// For this many connections in this many threads. Changes the process's soft limit, never the hard one.
Status makeRoomForConnections(std::uint32_t connections, std::uint32_t threads);

// Connections to one address need a local port each.
Status checkLocalPorts(std::uint32_t connections);

// Where connections are not kept alive, each leaves its port waiting for a while (TIME_WAIT). A sentence with
// numbers when so many a second need more ports than there are; empty when they do not.
enum class Way { Loopback, Network };
std::string warnOfUsedUpPorts(double connectionsPerSecond, std::uint32_t connections, Way way);

}  // namespace leaktide
