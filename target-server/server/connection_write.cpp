// How a connection writes: a response at once, what is left of it later, and how it takes its leave.
#include <sys/socket.h>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include "target-server/server/connection.h"

namespace leaktide::target {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds LingerTime{1000};
constexpr std::size_t CopiedBody = 4096;  // up to here one buffer is cheaper than two

}  // namespace

// Counted before the client can know it was: whoever has the response finds it in the figures.
void Connection::count(int status, int by) {
    if (m_traffic == Traffic::Load) {
        m_lab.counters.served += by;
        m_lab.counters.byClass[static_cast<std::size_t>(status / 100) % m_lab.counters.byClass.size()] += by;
    }
}

// What of the response the kernel takes at once, which is nearly always all: no coroutine, no event loop.
Connection::Sent Connection::answer(Context& context, Unsent& left) {
    Response& response = context.response;
    if (m_ending == Ending::ClientGone) {
        return Sent::Nothing;
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
    count(response.status, +1);
    const Sent sent = send(out, body, left);
    if (sent == Sent::Nothing) {
        count(response.status, -1);
    }
    return sent;
}

// The last chunk of a response that its handler streamed. False: it is not whole.
awaitable<bool> Connection::finishChunks(Context& context) {
    if (!context.response.ended) {
        co_return false;
    }
    count(context.response.status, +1);
    bool written = true;
    if (context.request.version == 11 && context.request.method != Method::Head) {
        written = co_await write("0\r\n\r\n");
    }
    if (!written) {
        count(context.response.status, -1);
    }
    co_return written;
}

awaitable<bool> Connection::answerRest(Context& context, Unsent left) {
    const bool written = co_await writeRest(std::move(left));
    if (!written) {
        count(context.response.status, -1);
    }
    co_return written;
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

Connection::Sent Connection::send(std::string_view head, std::string_view body, Unsent& left) {
    constexpr int Flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    ssize_t sent = 0;
    if (body.empty()) {
        sent = ::send(m_socket.native_handle(), head.data(), head.size(), Flags);
    } else {
        iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                          {const_cast<char*>(body.data()), body.size()}};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = 2;
        sent = ::sendmsg(m_socket.native_handle(), &message, Flags);
    }
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        return Sent::Nothing;
    }
    const auto done = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    if (done == head.size() + body.size()) {
        return Sent::All;
    }
    // The head is in the worker's scratch, which the next connection will use: what is left of it is copied.
    left.head = head.substr(std::min(done, head.size()));
    left.body = body.substr(done > head.size() ? done - head.size() : 0);
    return Sent::Part;
}

awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
    Unsent left;
    const Sent sent = send(head, body, left);
    if (sent != Sent::Part) {
        co_return sent == Sent::All;
    }
    co_return co_await writeRest(std::move(left));
}

awaitable<bool> Connection::writeRest(Unsent left) {
    for (std::string_view part : {std::string_view(left.head), left.body}) {
        while (!part.empty()) {
            enter(Phase::Writing, m_lab.settings.limits.writeTime);
            const auto [error, size] =
                co_await m_socket.async_write_some(asio::buffer(part.data(), part.size()), AwaitTuple);
            if (error) {
                co_return false;
            }
            part.remove_prefix(size);
        }
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
        const auto [error, count] = co_await m_socket.async_read_some(asio::buffer(unread), AwaitTuple);
        if (error) {
            co_return;
        }
    }
}

}  // namespace leaktide::target
