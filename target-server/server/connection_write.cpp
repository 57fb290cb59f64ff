// How a connection writes: a response at once, what is left of it later, and how it takes its leave.
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "target-server/server/connection.h"

namespace leaktide::target {

namespace asio = boost::asio;

namespace {

// Failures come back as values: a client that went away is daily life.
constexpr auto AsTuple = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::milliseconds LingerTime{1000};
constexpr std::size_t CopiedBody = 4096;  // up to here one buffer is cheaper than two

}  // namespace

awaitable<bool> Connection::answer(Context& context) {
    Response& response = context.response;
    if (response.started) {
        m_close = m_close || !response.ended;
        co_return response.ended;
    }
    if (m_ending == Ending::ClientGone) {
        co_return false;
    }
    m_close = m_close || response.close || m_lab.stopping.load(std::memory_order_relaxed);
    std::string& out = m_worker.scratch();
    out.clear();
    appendHead(out, response, {m_worker.date(), m_close, context.request.version, Framing::Length});
    std::string_view body = response.body;
    if (context.request.method == Method::Head || !mayHaveBody(response.status)) {
        body = {};
    }
    if (body.size() <= CopiedBody) {
        out += body;
        body = {};
    }
    const auto classIndex = static_cast<std::size_t>(response.status / 100) % m_lab.counters.byClass.size();
    // Counted before the client can know it was: whoever has the response finds it in the figures.
    if (m_traffic == Traffic::Load) {
        m_lab.counters.served++;
        m_lab.counters.byClass[classIndex]++;
    }
    const bool written = co_await write(out, body);
    if (written) {
        co_return true;
    }
    if (m_traffic == Traffic::Load) {
        m_lab.counters.served--;
        m_lab.counters.byClass[classIndex]--;
    }
    co_return false;
}

awaitable<void> Connection::refuse(BadRequest bad) {
    m_lab.counters.badRequests++;
    m_close = true;
    Response response;
    response.text(bad.status, bad.sentence);
    std::string out;
    appendHead(out, response, {m_worker.date(), true, 11, Framing::Length});
    out += response.body;
    co_await write(out);
}

// Tries at once, without the event loop: nearly every response fits the socket's buffer.
awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
    iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                      {const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = body.empty() ? 1 : 2;
    const ssize_t sent = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        co_return false;
    }
    const auto done = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    if (done < head.size()) {
        // The head is in the worker's scratch, which the next connection will use: what is left of it is
        // copied.
        const std::string rest(head.substr(done));
        const bool written = co_await writeRest(rest);
        if (!written) {
            co_return false;
        }
    }
    // The body is its owner's, who waits for us: no copy, however large it is.
    const std::string_view rest = body.substr(done > head.size() ? done - head.size() : 0);
    if (rest.empty()) {
        co_return true;
    }
    co_return co_await writeRest(rest);
}

// `left` must live until it is written.
awaitable<bool> Connection::writeRest(std::string_view left) {
    while (!left.empty()) {
        enter(Phase::Writing, m_lab.settings.limits.writeTime);
        const auto [error, count] =
            co_await m_socket.async_write_some(asio::buffer(left.data(), left.size()), AsTuple);
        if (error) {
            co_return false;
        }
        left.remove_prefix(count);
    }
    co_return true;
}

// Closing a socket with unread bytes resets it, and a reset can take the response with it. So: say that
// nothing more comes, then read what still does, for a moment.
awaitable<void> Connection::linger() {
    m_load.reset();
    if (!m_close) {
        co_return;
    }
    ::shutdown(m_socket.native_handle(), SHUT_WR);
    enter(Phase::Lingering, LingerTime);
    while (true) {
        char unread[2048];
        const auto [error, count] = co_await m_socket.async_read_some(asio::buffer(unread), AsTuple);
        if (error) {
            co_return;
        }
    }
}

}  // namespace leaktide::target
