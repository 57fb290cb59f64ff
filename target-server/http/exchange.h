// What a handler may do with the connection its request came on. Implemented by Connection; used on its
// thread only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string_view>

namespace leaktide::target {

using boost::asio::awaitable;

class Exchange {
public:
    virtual ~Exchange() = default;
    // Throws boost::system::system_error (operation_aborted) when the client went away or the deadline
    // passed.
    virtual awaitable<void> sleep(std::chrono::milliseconds duration) = 0;
    // Chunked responses: the head (as in Context::response), then chunks, then the end.
    // Throws like sleep() when the client can no longer be written to.
    virtual awaitable<void> startChunks() = 0;
    virtual awaitable<void> writeChunk(std::string_view bytes) = 0;
    virtual awaitable<void> endChunks() = 0;
};

}  // namespace leaktide::target
