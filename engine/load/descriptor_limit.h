// The pre-flight check of file descriptors: raises the soft limit as far as it must, or says by how much it
// falls short.
#pragma once

#include <cstdint>

#include "engine/base/result.h"

namespace leaktide {

// For this many connections in this many threads. Changes the process's soft limit, never the hard one.
Status makeRoomForConnections(std::uint32_t connections, std::uint32_t threads);

}  // namespace leaktide
