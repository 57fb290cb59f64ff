#include "target-server/server/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "target-server/debug/debug_routes.h"
#include "target-server/http/head_scan.h"

namespace leaktide::target {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// Failures come back as values: a client that went away is daily life.
constexpr auto AsTuple = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::milliseconds LingerTime{1000};
constexpr std::chrono::milliseconds StopGrace{
    250};  // an idle client may still send one request while we stop

// Looked at before the head is parsed, because it decides which pool the request takes its context from.
bool asksForDebug(std::string_view head) {
    const std::size_t space = head.find(' ');
    const std::string_view target = head.substr(std::min(space, head.size() - 1) + 1);
    return isDebugPath(target.substr(0, target.find_first_of(" ?")));
}

}  // namespace

void Connection::launch(Worker& worker, asio::ip::tcp::socket socket) {
    const auto connection = std::make_shared<Connection>(worker, std::move(socket));
    // The completion handler holds the connection too: the signal must outlive the coroutine it can cancel.
    asio::co_spawn(
        worker.io(), connection->run(),
        asio::bind_cancellation_slot(connection->m_cancel.slot(), [connection](std::exception_ptr) {}));
}

Connection::Connection(Worker& worker, asio::ip::tcp::socket socket)
    : m_worker(worker), m_lab(worker.lab()), m_socket(std::move(socket)), m_reader(m_lab.settings.limits) {
    m_worker.add(*this);
    if (m_worker.role() == ListenerRole::Load) {
        see(Traffic::Load);
    }
    enter(Phase::Idle, m_lab.settings.limits.idleTime);
}

Connection::~Connection() {
    m_worker.remove(*this);
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
    m_phase = phase;
    m_deadline = m_worker.now() + limit;
}

void Connection::see(Traffic traffic) {
    m_traffic = traffic;
    if (traffic == Traffic::Debug) {
        m_load.reset();
    } else if (!m_load) {
        m_load.emplace(m_lab);
    }
}

void Connection::check(Season season) {
    const auto now = m_worker.now();
    if (season == Season::Stopping && m_phase == Phase::Idle && now > m_idleSince + StopGrace) {
        cutSocket();
        return;
    }
    if (m_phase == Phase::Handling && m_ending == Ending::None && clientWentAway()) {
        m_ending = Ending::ClientGone;
        m_lab.counters.disconnects++;
        m_cancel.emit(asio::cancellation_type::terminal);
        return;
    }
    if (now < m_deadline) {
        return;
    }
    if (m_phase == Phase::Handling) {
        if (m_ending == Ending::None) {
            m_ending = Ending::Overdue;
            m_lab.counters.overdue++;
            m_cancel.emit(asio::cancellation_type::terminal);
        }
    } else if (m_phase == Phase::Head || m_phase == Phase::Body) {
        m_ending = Ending::Overdue;
        m_cancel.emit(asio::cancellation_type::terminal);
    } else {
        cutSocket();
    }
}

bool Connection::clientWentAway() const {
    pollfd one{const_cast<asio::ip::tcp::socket&>(m_socket).native_handle(), POLLRDHUP, 0};
    return ::poll(&one, 1, 0) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

// Wakes whatever waits on the socket; the descriptor stays ours until the coroutine ends.
void Connection::cutSocket() {
    ::shutdown(m_socket.native_handle(), SHUT_RDWR);
}

awaitable<void> Connection::run() {
    // A cancelled operation says so by its error code; what comes after it (a 408, a 503) must still be
    // possible.
    co_await asio::this_coro::throw_if_cancelled(false);
    while (true) {
        // GCC 12 lays out the frame wrongly when a condition holds a co_await: always name the result first.
        const bool asked = co_await readHead();
        if (!asked) {
            break;
        }
        const bool goesOn = co_await serve();
        if (!goesOn) {
            break;
        }
        m_idleSince = m_worker.now();
        enter(Phase::Idle, m_lab.settings.limits.idleTime);
    }
    co_await linger();
}

// One read into the buffer. False: the client has ended, or the walk has.
awaitable<bool> Connection::readMore() {
    const std::span<char> room = m_in.prepare(1024);
    const auto [error, count] =
        co_await m_socket.async_read_some(asio::buffer(room.data(), room.size()), AsTuple);
    if (error) {
        // Cancelled by the walk or not: what comes after it (a 408) must still be possible.
        co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
        co_return false;
    }
    m_in.commit(count);
    co_return true;
}

// Until a whole head is in the buffer. Refuses what can never become one.
awaitable<bool> Connection::readHead() {
    const Limits& limits = m_lab.settings.limits;
    std::size_t seen = 0;
    while (true) {
        while (m_in.bytes().starts_with("\r\n")) {  // RFC 9112 2.2: an empty line before a request is nothing
            m_in.consume(2);
            seen = 0;
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
        if (bytes.size() >= limits.headBytes) {
            co_await refuse({431, "the header is larger than this server takes"});
            co_return false;
        }
        seen = bytes.size();
        if (seen > 0 && m_phase == Phase::Idle) {
            enter(Phase::Head, limits.headTime);
        }
        const bool more = co_await readMore();
        if (!more) {
            if (m_ending == Ending::Overdue) {
                co_await refuse({408, "the header did not come in time"});
            }
            co_return false;
        }
    }
}

awaitable<bool> Connection::readBody(Context& context) {
    const Limits& limits = m_lab.settings.limits;
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
        if (m_in.bytes().size() >= limits.headBytes) {
            co_await refuse({400, "a chunk header or trailer is larger than this server takes"});
            co_return false;
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

// One request, from its head to the last byte of its response. False: the connection is to end.
awaitable<bool> Connection::serve() {
    const std::string_view head = m_in.bytes().substr(0, m_headSize);
    see(asksForDebug(head) || m_worker.role() == ListenerRole::Debug ? Traffic::Debug : Traffic::Load);
    ContextLease lease = (m_traffic == Traffic::Load ? m_lab.contexts : m_lab.debugContexts).acquire();
    Context& context = *lease;
    context.lab = &m_lab;
    context.exchange = this;
    context.arrived = m_worker.now();
    const auto bad = m_reader.readHead(head, context.request);
    m_in.consume(m_headSize);
    if (bad) {
        co_await refuse(*bad);
        co_return false;
    }
    if (!m_reader.bodyComplete()) {
        const bool complete = co_await readBody(context);
        if (!complete) {
            co_return false;
        }
    }
    std::optional<Counted> inFlight;
    if (m_traffic == Traffic::Load) {
        inFlight.emplace(m_lab.counters.inFlight);
    }
    m_close = !context.request.keepAlive;
    m_context = &context;
    co_await handle(context);
    if (m_traffic == Traffic::Load) {
        RequestMoment moment{context, lease};
        m_lab.faults.onRequest(moment);
    }
    const bool answered = co_await answer(context);
    m_context = nullptr;
    co_return answered && !m_close;
}

awaitable<void> Connection::handle(Context& context) {
    enter(Phase::Handling, m_lab.settings.limits.handlerTime);
    m_ending = Ending::None;
    std::string failure;
    bool threw = false;
    try {
        co_await runHandler(context);
    } catch (const std::exception& error) {
        threw = true;
        failure = error.what();
    } catch (...) {
        threw = true;
        failure = "something that is no std::exception";
    }
    if (threw) {
        recover(context, failure);
    }
    if (m_ending != Ending::None) {
        co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
    }
}

awaitable<void> Connection::runHandler(Context& context) {
    const bool debugPath = isDebugPath(context.request.path);
    if (debugPath && m_worker.role() == ListenerRole::Load && m_lab.settings.debugPort) {
        context.response.text(307, "debug routes are on the debug listener");
        std::string location = "http://" + m_lab.debugOrigin;
        location.append(context.request.target);
        context.response.addField("Location", location);
        co_return;
    }
    const bool debugRoutes = debugPath || m_worker.role() == ListenerRole::Debug;
    const auto handler = (debugRoutes ? m_worker.routes().debug : m_worker.routes().load).find(context);
    if (!handler) {
        co_return;
    }
    if (const auto* plain = std::get_if<PlainHandler>(&*handler)) {
        (*plain)(context);
    } else {
        co_await std::get<WaitingHandler> (*handler)(context);
    }
}

// The handler did not finish: says so, unless its response has begun already.
void Connection::recover(Context& context, std::string_view what) {
    Response& response = context.response;
    if (m_ending == Ending::ClientGone || response.started) {
        m_close = true;
        return;
    }
    response.extraFields.clear();
    if (m_ending == Ending::Overdue) {
        response.text(503, "the request took longer than its deadline");
        return;
    }
    m_lab.counters.recovered++;
    response.text(500, "the handler failed: " + std::string(what));
}

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
    if (body.size() <= 4096) {
        out += body;
        body = {};
    }
    // Counted before the client can know it was: whoever has the response finds it in the figures.
    if (m_traffic == Traffic::Load) {
        m_lab.counters.served++;
    }
    const bool written = co_await write(out, body);
    if (written) {
        co_return true;
    }
    if (m_traffic == Traffic::Load) {
        m_lab.counters.served--;
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
    if (done == head.size() + body.size()) {
        co_return true;
    }
    std::string rest(head.substr(std::min(done, head.size())));
    rest += body.substr(done > head.size() ? done - head.size() : 0);
    co_return co_await writeRest(std::move(rest));
}

awaitable<bool> Connection::writeRest(std::string rest) {
    std::string_view left = rest;
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
