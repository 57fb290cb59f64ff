// What a handler may do with the connection its request came on. Implemented by Connection; used on its
// thread only.
#pragma once

#include <chrono>
#include <string_view>

#include "target-server/core/async.h"

namespace leaktide::target {

enum class Ending { None, Overdue, ClientGone };  // why a handler was cancelled

class Exchange {
public:
    virtual ~Exchange() = default;
    [[nodiscard]] virtual Ending ending() const = 0;
    virtual void allow(std::chrono::milliseconds duration) = 0;  // the deadline, from now
    [[nodiscard]] virtual std::string_view date() const = 0;     // RFC 9110 section 5.6.7
    [[nodiscard]] virtual bool peerIsLoopback() const = 0;
    [[nodiscard]] virtual Executor executor() const = 0;
    // Throws boost::system::system_error (operation_aborted) when the client went away or the deadline
    // passed.
    virtual awaitable<void> sleep(std::chrono::milliseconds duration) = 0;
    // Chunked responses: the head (as in Context::response), then chunks, then the end.
    // Throws like sleep() when the client can no longer be written to.
    virtual awaitable<void> startChunks() = 0;
    virtual awaitable<void> writeChunk(std::string_view bytes) = 0;
    virtual void endChunks() = 0;  // the last chunk goes out when the handler is through
};

}  // namespace leaktide::target
