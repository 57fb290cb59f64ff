#include "target-server/server/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>

#include "target-server/debug/debug_routes.h"

namespace leaktide::target {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds StopGrace{
    250};  // an idle client may still send one request while we stop

// Looked at before the head is parsed, because it decides which pool the request takes its context from.
bool asksForDebug(std::string_view head) {
    const std::size_t space = head.find(' ');
    const std::string_view target = head.substr(std::min(space, head.size() - 1) + 1);
    const bool perhaps = target.starts_with("/debug") || target.starts_with("/metrics");
    return perhaps && isDebugPath(target.substr(0, target.find_first_of(" ?")));
}

}  // namespace

void Connection::launch(Worker& worker, Socket socket) {
    if (worker.role() == ListenerRole::Load &&
        worker.lab().counters.open >= worker.lab().settings.limits.connections) {
        worker.lab().counters.refused++;
        return;  // the socket closes with its owner
    }
    const auto connection = std::make_shared<Connection>(worker, std::move(socket));
    // The completion handler holds the connection too: the signal must outlive the coroutine it can cancel.
    asio::co_spawn(
        worker.io(), connection->run(),
        asio::bind_cancellation_slot(connection->m_cancel.slot(), [connection](std::exception_ptr) {}));
}

Connection::Connection(Worker& worker, Socket socket)
    : m_worker(worker), m_lab(worker.lab()), m_socket(std::move(socket)), m_reader(m_lab.settings.limits) {
    m_worker.add(*this);
    m_idleSince = m_worker.now();
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
        m_load.emplace(m_lab, std::source_location::current());
    }
}

void Connection::check(Season season) {
    const auto now = m_worker.now();
    if (season == Season::Stopping && m_phase == Phase::Idle && now > m_idleSince + StopGrace) {
        cutSocket();
        return;
    }
    if (season == Season::Stopping && m_phase == Phase::Parked) {
        cancel(Ending::Overdue);
        return;
    }
    if (m_phase == Phase::Handling && m_ending == Ending::None && clientWentAway()) {
        m_lab.counters.disconnects++;
        cancel(Ending::ClientGone);
        return;
    }
    if (now < m_deadline) {
        return;
    }
    if (m_phase == Phase::Handling) {
        if (m_ending == Ending::None) {
            m_lab.counters.overdue++;
            cancel(Ending::Overdue);
        }
    } else if (m_phase == Phase::Head || m_phase == Phase::Body) {
        cancel(Ending::Overdue);
    } else {
        cutSocket();
    }
}

void Connection::cancel(Ending ending) {
    m_ending = ending;
    if (m_phase == Phase::Head || m_phase == Phase::Body) {
        error_code ignored;
        m_socket.cancel(ignored);
        return;
    }
    m_cancel.emit(asio::cancellation_type::terminal);
}

bool Connection::clientWentAway() const {
    pollfd one{const_cast<Socket&>(m_socket).native_handle(), POLLRDHUP, 0};
    return ::poll(&one, 1, 0) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

bool Connection::peerIsLoopback() const {
    error_code error;
    const auto peer = m_socket.remote_endpoint(error);
    return !error && peer.address().is_loopback();
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

// One request, from its head to the last byte of its response. False: the connection is to end.
awaitable<bool> Connection::serve() {
    const std::string_view head = m_in.bytes().substr(0, m_headSize);
    see(m_worker.role() == ListenerRole::Debug || asksForDebug(head) ? Traffic::Debug : Traffic::Load);
    const bool load = m_traffic == Traffic::Load;
    ContextLease lease = (load ? m_lab.contexts : m_lab.debugContexts).acquire();
    Context& context = *lease;
    context.lease = &lease;
    const auto bad = m_reader.readHead(head, context.request);
    route(context);
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
    if (load) {
        inFlight.emplace(m_lab.counters.inFlight);
    }
    const std::int64_t most = m_lab.settings.limits.requestsPerConnection;
    m_close = !context.request.keepAlive || (most > 0 && ++m_requests >= most);
    m_context = &context;
    m_ending = Ending::None;
    enter(Phase::Handling, m_lab.settings.limits.handlerTime);
    awaitable<void> work = (load ? m_worker.routes().loadChain : m_worker.routes().debugChain).run(context);
    if (work.valid()) {
        co_await std::move(work);
    }
    if (load && m_lab.faults.anyOn() && strike(context)) {
        co_await leaveUnended(context);
        co_return false;
    }
    if (context.response.started) {
        const bool whole = co_await finishChunks(context);
        m_context = nullptr;
        co_return whole && !m_close;
    }
    Unsent left;
    Sent sent = answer(context, left);
    if (sent == Sent::Part) {
        const bool all = co_await answerRest(context, std::move(left));
        sent = all ? Sent::All : Sent::Nothing;
    }
    m_context = nullptr;
    co_return sent == Sent::All && !m_close;
}

// The faults have their way with the request. True: its response is never to end.
bool Connection::strike(Context& context) {
    RequestMoment moment{context, *context.lease};
    m_lab.faults.onRequest(moment);
    if (m_ending == Ending::ClientGone) {
        m_lab.faults.onClientGone(moment);
    }
    return moment.unended;
}

// What the request will find: the shared state, its connection, the routes of the port it came to.
void Connection::route(Context& context) {
    context.lab = &m_lab;
    context.exchange = this;
    const Routes& routes = m_worker.routes();
    if (m_worker.role() == ListenerRole::Debug) {
        context.routes = &routes.debug;
    } else if (m_traffic == Traffic::Debug) {
        context.routes = m_lab.settings.debugPort ? &routes.redirect : &routes.debug;
    } else {
        context.routes = &routes.load;
    }
}

// The fault response-unended: everything a request holds stays held, until the server stops.
awaitable<void> Connection::leaveUnended(Context& context) {
    if (!context.response.started) {
        context.response.type = "text/plain; charset=utf-8";
        std::string out;
        appendHead(out, context.response, {m_worker.date(), false, 11, Framing::Chunked});
        out += "10\r\nand so it goes..\r\n";
        co_await write(out);
    }
    if (m_load) {
        m_load->ticket.rename("unended");
    }
    enter(Phase::Parked, Unlimited);
    co_await sleep(Unlimited);
}

}  // namespace leaktide::target
