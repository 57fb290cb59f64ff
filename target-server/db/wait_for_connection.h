// Waiting in line for a database connection, as a coroutine.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "target-server/db/connection_pool.h"

namespace leaktide::target {

// Throws system_error when the wait is cancelled, runtime_error when SQLite refuses. `executor`: the caller's
// own.
boost::asio::awaitable<DbLease> waitForConnection(DbPool& pool, boost::asio::any_io_executor executor);

}  // namespace leaktide::target
