#include "target-server/server/listener.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/address.hpp>
#include <sstream>

#include "target-server/server/connection.h"

namespace leaktide::target {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds PauseAfterFailure{50};
constexpr std::size_t Backlog = 4096;
constexpr int MostUnsent = 256 * 1024;  // bytes a connection may have in the kernel's queue

int takeReserve() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace

Listener::Listener(std::vector<Worker*> workers)
    : m_workers(std::move(workers)), m_acceptor(m_workers.front()->io()), m_reserve(takeReserve()) {}

Listener::~Listener() {
    if (m_reserve >= 0) {
        ::close(m_reserve);
    }
}

Result<std::unique_ptr<Listener>> Listener::open(const std::string& address, std::uint16_t port,
                                                 std::vector<Worker*> workers) {
    std::unique_ptr<Listener> listener(new Listener(std::move(workers)));
    error_code error;
    const asio::ip::address ip = asio::ip::make_address(address, error);
    if (error) {
        return Refusal{"\"" + address + "\" is no IP address to listen on"};
    }
    const tcp::endpoint endpoint(ip, port);
    Acceptor& acceptor = listener->m_acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(Acceptor::reuse_address(true), error);
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(static_cast<int>(Backlog), error);
    }
    if (error) {
        std::ostringstream where;
        where << endpoint;
        return Refusal{"cannot listen on " + where.str() + ": " + error.message()};
    }
    return listener;
}

std::string Listener::origin() const {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_acceptor.local_endpoint();
    return text.str();
}

void Listener::start() {
    asio::co_spawn(m_workers.front()->io(), acceptLoop(), asio::detached);
}

// Whoever the kernel has let in already is served before the door closes: a reset would lose their request.
void Listener::close() {
    error_code error;
    m_acceptor.non_blocking(true, error);
    for (std::size_t turn = 0; turn < Backlog && !error; ++turn) {
        Worker& worker = *m_workers[turn % m_workers.size()];
        Socket socket(worker.io());
        m_acceptor.accept(socket, error);
        if (!error) {
            hand(worker, std::move(socket));
        }
    }
    m_acceptor.close(error);
}

awaitable<void> Listener::acceptLoop() {
    std::optional<TaskTicket> ticket;
    if (m_workers.front()->role() == ListenerRole::Load) {
        ticket.emplace(m_workers.front()->lab().tasks, "accept", std::source_location::current());
    }
    Timer pause(m_workers.front()->io());
    for (std::size_t turn = 0; m_acceptor.is_open(); turn = (turn + 1) % m_workers.size()) {
        auto [error, socket] = co_await m_acceptor.async_accept(m_workers[turn]->io(), AwaitTuple);
        if (!error) {
            hand(*m_workers[turn], std::move(socket));
            continue;
        }
        if (!m_acceptor.is_open() || error == asio::error::operation_aborted) {
            co_return;
        }
        if (error == asio::error::no_descriptors || error.value() == ENFILE) {
            refuseOne();
        }
        // Without a pause a server that has no descriptor left burns a whole core.
        pause.expires_after(PauseAfterFailure);
        co_await pause.async_wait(AwaitTuple);
    }
}

void Listener::hand(Worker& worker, Socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.native_non_blocking(true, ignored);
    // A reader that does not read must not fill megabytes of kernel memory, nor take the time to copy them
    // there.
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &MostUnsent, sizeof MostUnsent);
    if (worker.role() == ListenerRole::Load) {
        worker.lab().counters.accepted++;
    }
    asio::dispatch(worker.io(), [&worker, moved = std::move(socket)]() mutable {
        Connection::launch(worker, std::move(moved));
    });
}

// Gives the reserve away for one accept, so that the client hears a close instead of hanging in the backlog.
void Listener::refuseOne() {
    if (m_reserve < 0) {
        m_reserve = takeReserve();
        return;
    }
    ::close(m_reserve);
    const int client = ::accept4(m_acceptor.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client >= 0) {
        ::close(client);
        m_workers.front()->lab().counters.refused++;
    }
    m_reserve = takeReserve();
}

}  // namespace leaktide::target
