// How a connection reads: a head, a body, and how long it waits for them.
#include <boost/asio/bind_cancellation_slot.hpp>

#include "target-server/http/head_scan.h"
#include "target-server/server/connection.h"

namespace leaktide::target {

namespace asio = boost::asio;

namespace {

// The walk ends a read by the socket (Connection::cancel), not by the coroutine's slot, which would cost each
// read a handler more.
auto awaitRead() {
    return asio::bind_cancellation_slot(asio::cancellation_slot(), AwaitTuple);
}

}  // namespace

// Until a whole head is in the buffer. Refuses what can never become one.
awaitable<bool> Connection::readHead() {
    const Limits& limits = m_lab.settings.limits;
    std::size_t seen = 0;
    while (true) {
        if (m_phase == Phase::Idle && m_in.bytes().starts_with("\r\n")) {
            m_in.consume(2);  // RFC 9112 section 2.2: an empty line before a request is nothing
            enter(Phase::Head, limits.headTime);
        }
        const std::string_view bytes = m_in.bytes();
        const HeadScan scan = scanHead(bytes, seen);
        if (scan.state == HeadState::Complete && scan.size <= limits.headBytes) {
            m_headSize = scan.size;
            co_return true;
        }
        if (scan.state == HeadState::BareLineFeed) {
            co_await refuse({400, "a line of the header ends in a line feed without carriage return"});
            co_return false;
        }
        if (const auto bad = checkBeginning(bytes, limits.headBytes)) {
            co_await refuse(*bad);
            co_return false;
        }
        seen = bytes.size();
        if (seen > 0 && m_phase == Phase::Idle) {
            enter(Phase::Head, limits.headTime);
        }
        const std::span<char> room = m_in.prepare(1024);
        const auto [error, count] =
            co_await m_socket.async_read_some(asio::buffer(room.data(), room.size()), awaitRead());
        if (error) {
            if (m_ending == Ending::Overdue) {
                co_await refuse({408, "the header did not come in time"});
            }
            co_return false;
        }
        m_in.commit(count);
    }
}

// One read into the buffer. False: the client has ended, or the walk has.
awaitable<bool> Connection::readMore() {
    const std::span<char> room = m_in.prepare(1024);
    const auto [error, count] =
        co_await m_socket.async_read_some(asio::buffer(room.data(), room.size()), awaitRead());
    if (error) {
        co_return false;
    }
    m_in.commit(count);
    co_return true;
}

awaitable<bool> Connection::readBody(Context& context) {
    const Limits& limits = m_lab.settings.limits;
    const bool waitsForWord = context.request.version == 11 && context.request.field("Expect").has_value();
    if (waitsForWord && m_in.bytes().empty()) {
        const bool told = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
        if (!told) {
            co_return false;
        }
    }
    while (true) {
        std::size_t used = 0;
        const auto bad = m_reader.readBody(m_in.bytes(), context.request, used);
        m_in.consume(used);
        if (bad) {
            co_await refuse(*bad);
            co_return false;
        }
        if (m_reader.bodyComplete()) {
            co_return true;
        }
        enter(Phase::Body, limits.bodyTime);
        const bool more = co_await readMore();
        if (!more) {
            if (m_ending == Ending::Overdue) {
                co_await refuse({408, "the body did not come in time"});
            }
            co_return false;
        }
    }
}

}  // namespace leaktide::target
