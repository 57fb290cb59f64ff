// Waiting in line for a database connection, as a coroutine.
#pragma once

#include "target-server/core/async.h"
#include "target-server/db/connection_pool.h"

namespace leaktide::target {

// Throws system_error when the wait is cancelled, runtime_error when SQLite refuses. `executor`: the caller's
// own.
awaitable<DbLease> waitForConnection(DbPool& pool, Executor executor);

}  // namespace leaktide::target
