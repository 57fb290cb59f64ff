#include "engine/load/direct_exchange.h"

#include <algorithm>

#include "engine/load/curl_failure.h"

namespace leaktide {

Status DirectExchange::canCarry(const PreparedLoad& load) {
    const auto refuse = [](const std::string& why) {
        return Error{ErrorKind::InvalidInput, "the direct exchange cannot carry this plan: " + why};
    };
    if (!load.connection.proxy.empty()) {
        return refuse("a proxy needs the curl exchange");
    }
    if (load.connection.httpVersion != HttpVersion::Http1) {
        return refuse("HTTP/2 needs the curl exchange");
    }
    if (load.connection.keepCookies) {
        return refuse("keeping cookies needs the curl exchange");
    }
    for (const PreparedRequest& request : load.requests) {
        if (request.url.scheme != "http") {
            return refuse("it speaks plain HTTP/1.1 only, not " + request.url.scheme);
        }
        if (!request.url.user.empty()) {
            return refuse("user names in URLs need the curl exchange");
        }
        if (request.url.origin() != load.requests.front().url.origin()) {
            return refuse("all requests must go to one host and port");
        }
    }
    return {};
}

Result<std::unique_ptr<Exchange>> DirectExchange::create(std::shared_ptr<const PreparedLoad> load,
                                                         std::uint32_t slots, AnswerSink& sink) {
    std::unique_ptr<DirectExchange> exchange(new DirectExchange(std::move(load), slots, sink));
    const auto& connections = exchange->m_connections;
    const bool ready =
        exchange->m_waiter.ok() && exchange->m_multi.ok() &&
        std::all_of(connections.begin(), connections.end(), [](const auto& c) { return c->easy != nullptr; });
    if (!ready) {
        return Error{ErrorKind::Io, "a load worker could not be set up: out of memory or file descriptors"};
    }
    return std::unique_ptr<Exchange>(std::move(exchange));
}

DirectExchange::DirectExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots,
                               AnswerSink& sink)
    : m_load(std::move(load)),
      m_sink(sink),
      m_multi(m_waiter, Triggering::Edge, slots, 2),  // a dying connection beside each new one
      m_deadlines(slots),
      m_leaving(slots),
      m_slowReads(slots),
      m_readBuffer(ReadBufferSize),
      m_values(m_load->valueSources()) {
    m_multi.book().useRules(m_load->connection);
    m_unread.reserve(slots);
    m_connections.reserve(slots);
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        m_connections.push_back(std::make_unique<DirectConnection>(slot, *m_load));
        m_multi.adopt(m_connections.back()->easy.get());
    }
}

DirectExchange::~DirectExchange() {
    for (const auto& connection : m_connections) {
        disconnect(*connection);
    }
}

void DirectExchange::begin(const Begin& what) {
    DirectConnection& connection = *m_connections[what.slot];
    const SteadyTime now = std::chrono::steady_clock::now();
    connection.beginRequest(m_load->requests[what.request], what.manner, now);
    if (connection.request->shape) {
        m_values.draw(what.number);
        connection.render(m_values);
    }
    m_deadlines.set(what.slot, now + m_load->connection.timeout);
    if (connection.stage == DirectConnection::Stage::Open) {
        if (const auto worn = connection.wornOut(m_load->connection, now)) {
            const ConnectionBook::Because why(m_multi.book(), *worn);
            disconnect(connection);
        }
    }
    if (connection.stage == DirectConnection::Stage::Open) {
        startSending(connection, now);
    } else {
        connect(connection);
    }
}

void DirectExchange::turn(Nanos atMost) {
    const std::uint64_t answeredBefore = m_answered;
    m_multi.actOnTimer();
    harvestConnects();
    const SteadyTime now = std::chrono::steady_clock::now();
    timeOut(now);
    leave(now);
    readSlowly(now);
    Nanos wait = m_unread.empty() && m_answered == answeredBefore ? atMost : Nanos(0);
    if (const auto first = m_deadlines.first()) {
        wait = std::min<Nanos>(wait, m_deadlines.deadlineOf(*first) - now);
    }
    if (const auto first = m_leaving.first()) {
        wait = std::min<Nanos>(wait, m_leaving.deadlineOf(*first) - now);
    }
    if (const auto first = m_slowReads.first()) {
        wait = std::min<Nanos>(wait, m_slowReads.deadlineOf(*first) - now);
    }
    for (const epoll_event& event : m_waiter.wait(m_multi.limitWait(wait))) {
        onEvent(event);
    }
    for (std::size_t left = m_unread.size(); left > 0; --left) {
        const std::uint32_t slot = m_unread.front();
        m_unread.erase(m_unread.begin());
        onReadable(*m_connections[slot]);
    }
    m_multi.actOnTimer();
    harvestConnects();
}

void DirectExchange::connect(DirectConnection& connection) {
    connection.prepareConnect();
    m_multi.add(connection.easy.get(), connection.slot);
}

void DirectExchange::harvestConnects() {
    while (const auto ended = m_multi.nextEnded()) {
        DirectConnection* connection = nullptr;
        curl_easy_getinfo(ended->easy, CURLINFO_PRIVATE, &connection);
        if (ended->code == CURLE_OK) {
            onConnected(*connection);
            continue;
        }
        TransferProgress progress{.text = connection->errorText.data()};
        curl_easy_getinfo(ended->easy, CURLINFO_OS_ERRNO, &progress.osError);
        const FailureKind kind = kindOfFailure(ended->code, progress);
        const std::string_view text = progress.text.empty() ? curl_easy_strerror(ended->code) : progress.text;
        fail(*connection, kind, text);
    }
}

void DirectExchange::onConnected(DirectConnection& connection) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(connection.easy.get(), CURLINFO_ACTIVESOCKET, &socket);
    if (socket == CURL_SOCKET_BAD) {
        fail(connection, FailureKind::ConnectFailed, "the connection was gone before it was used");
        return;
    }
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_ownerOf.size()) {
        m_ownerOf.resize(std::max(index + 1, m_ownerOf.size() * 2));
    }
    m_ownerOf[index] = connection.slot + 1;
    m_multi.watchOpen(socket, connection.slot);
    m_multi.book().onOpened(connection.easy.get());
    connection.onOpen(socket);
    startSending(connection, std::chrono::steady_clock::now());
    if (connection.socket == socket) {
        onReadable(connection);  // what came before the socket was ours has had its edge already
    }
}

DirectConnection* DirectExchange::connectionOf(int socket) {
    const auto index = static_cast<std::size_t>(socket);
    return index < m_ownerOf.size() && m_ownerOf[index] != 0 ? m_connections[m_ownerOf[index] - 1].get()
                                                             : nullptr;
}

void DirectExchange::onEvent(const epoll_event& event) {
    DirectConnection* connection = connectionOf(event.data.fd);
    if (connection == nullptr) {
        m_multi.act(event.data.fd, event.events);  // still connecting
        return;
    }
    if ((event.events & EPOLLOUT) != 0 && connection->unsent > 0) {
        send(*connection);
    }
    if ((event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 &&
        connection->socket == event.data.fd) {
        connection->peerClosing =
            connection->peerClosing || (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        onReadable(*connection);
    }
}

void DirectExchange::leave(SteadyTime now) {
    while (const auto slot = m_leaving.first()) {
        if (m_leaving.deadlineOf(*slot) > now) {
            return;
        }
        fail(*m_connections[*slot], FailureKind::Aborted, "broken off by the plan after its time");
    }
}

void DirectExchange::disconnect(DirectConnection& connection) {
    if (connection.stage == DirectConnection::Stage::Closed) {
        return;
    }
    if (connection.socket >= 0) {
        m_ownerOf[static_cast<std::size_t>(connection.socket)] = 0;
    }
    std::erase(m_unread, connection.slot);
    connection.onClosed();
    m_multi.remove(connection.easy.get(), connection.slot);  // closes it
}

void DirectExchange::timeOut(SteadyTime now) {
    while (const auto slot = m_deadlines.first()) {
        if (m_deadlines.deadlineOf(*slot) > now) {
            return;
        }
        DirectConnection& connection = *m_connections[*slot];
        if (connection.dawdles) {
            fail(connection, FailureKind::Aborted, "read slowly by the plan until its timeout");
        } else if (connection.stage == DirectConnection::Stage::Connecting) {
            fail(connection, FailureKind::ConnectTimeout, "no connection before the request's timeout");
        } else if (connection.parser.place() == ResponseParser::Place::BeforeHead) {
            fail(connection, FailureKind::TimeoutBeforeResponse, "no answer before the timeout");
        } else {
            fail(connection, FailureKind::TimeoutInResponse, "the answer was not whole before the timeout");
        }
    }
}

void DirectExchange::cancelAll() {
    const ConnectionBook::Because ending(m_multi.book(), CloseReason::EndOfRun);
    for (const auto& connection : m_connections) {
        if (connection->busy) {
            fail(*connection, FailureKind::Aborted, "the run ended");
        }
    }
}

SentRequest DirectExchange::sentOn(std::uint32_t slot) const {
    const DirectConnection& connection = *m_connections[slot];
    const std::string& wire = *connection.wire;
    const std::size_t target = wire.find(' ') + 1;
    const std::size_t end = wire.find(' ', target);
    const std::string& name = connection.request->name;
    return {name.empty() ? wire.substr(0, end) : name, wire.substr(target, end - target), connection.ids};
}

void DirectExchange::closeConnections() {
    const ConnectionBook::Because ending(m_multi.book(), CloseReason::EndOfRun);
    for (const auto& connection : m_connections) {
        disconnect(*connection);
    }
}

}  // namespace leaktide
