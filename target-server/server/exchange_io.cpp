// What handlers may do with their connection: wait, and write chunk by chunk.
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <charconv>

#include "target-server/server/connection.h"

namespace leaktide::target {

namespace {

[[noreturn]] void throwAborted() {
    throw boost::system::system_error(boost::asio::error::operation_aborted);
}

void appendChunk(std::string& out, std::string_view bytes) {
    char size[20];
    const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
    out.append(size, end).append("\r\n").append(bytes).append("\r\n");
}

}  // namespace

awaitable<void> Connection::sleep(std::chrono::milliseconds duration) {
    Timer timer(m_worker.io(), duration);
    co_await timer.async_wait(Await);
}

awaitable<void> Connection::startChunks() {
    Context& context = *m_context;
    context.response.started = true;
    const bool chunked = context.request.version == 11;
    m_close = m_close || !chunked || m_lab.stopping.load(std::memory_order_relaxed);
    std::string out;
    appendHead(out, context.response,
               {m_worker.date(), m_close, context.request.version,
                chunked ? Framing::Chunked : Framing::UntilClose});
    const bool written = co_await write(out);
    if (!written) {
        throwAborted();
    }
}

awaitable<void> Connection::writeChunk(std::string_view bytes) {
    if (bytes.empty() || m_context->request.method == Method::Head) {
        co_return;
    }
    std::string out;
    if (m_context->request.version == 11) {
        appendChunk(out, bytes);
    } else {
        out = bytes;
    }
    const bool written = co_await write({}, out);  // ours until it is written: no copy
    enter(Phase::Handling, m_lab.settings.limits.handlerTime);
    if (!written) {
        throwAborted();
    }
}

void Connection::endChunks() {
    m_context->response.ended = true;
}

}  // namespace leaktide::target
