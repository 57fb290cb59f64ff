#include "engine/load/direct_exchange.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/load/curl_failure.h"

namespace leaktide {

namespace {

constexpr int ReadsPerEvent = 16;  // of one connection, before the others have their turn
constexpr std::uint32_t MostAttempts = 6;

}  // namespace

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
      m_multi(m_waiter, Triggering::Edge, slots * 2 + 16),  // a dying connection beside each new one
      m_deadlines(slots),
      m_leaving(slots),
      m_readBuffer(ReadBufferSize) {
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

void DirectExchange::begin(std::uint32_t slot, std::size_t request, Manner manner) {
    DirectConnection& connection = *m_connections[slot];
    const SteadyTime now = std::chrono::steady_clock::now();
    connection.beginRequest(m_load->requests[request], manner, now);
    m_deadlines.set(slot, now + m_load->connection.timeout);
    if (connection.stage == DirectConnection::Stage::Open &&
        !connection.mayBeReused(m_load->connection, now)) {
        disconnect(connection);
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
    Nanos wait = m_unread.empty() && m_answered == answeredBefore ? atMost : Nanos(0);
    if (const auto first = m_deadlines.first()) {
        wait = std::min<Nanos>(wait, m_deadlines.deadlineOf(*first) - now);
    }
    if (const auto first = m_leaving.first()) {
        wait = std::min<Nanos>(wait, m_leaving.deadlineOf(*first) - now);
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
    m_multi.add(connection.easy.get());
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

void DirectExchange::startSending(DirectConnection& connection, SteadyTime now) {
    connection.startSending(now);
    if (connection.manner == Manner::Misbehaving) {
        misbehave(connection, now);
    }
    send(connection);
}

void DirectExchange::misbehave(DirectConnection& connection, SteadyTime now) {
    using Kind = Misbehaviour::Kind;
    const Misbehaviour& how = *m_load->misbehaviour;
    if (how.kind == Kind::LeaveAfterTime || how.kind == Kind::StopSending) {
        m_leaving.set(connection.slot, now + how.after);
    }
    if (how.kind == Kind::StopSending) {
        const PreparedRequest& request = *connection.request;
        connection.heldBack = (request.body.empty() ? request.wire.size() : request.body.size() + 1) / 2;
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

void DirectExchange::send(DirectConnection& connection) {
    const std::string& wire = connection.request->wire;
    while (connection.unsent > connection.heldBack) {
        const char* from = wire.data() + (wire.size() - connection.unsent);
        const std::size_t bytes = connection.unsent - connection.heldBack;
        const ssize_t sent = ::send(connection.socket, from, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            // An answer, an error status perhaps, may lie behind a refused upload: reading decides.
            if (errno != EAGAIN && errno != EINTR) {
                connection.peerClosing = true;
                connection.sendError = errno;
                onReadable(connection);
            }
            return;
        }
        connection.unsent -= static_cast<std::size_t>(sent);
        connection.bytesOut += static_cast<std::uint64_t>(sent);
    }
}

void DirectExchange::onReadable(DirectConnection& connection) {
    const int socket = connection.socket;
    for (int reads = 0; reads < ReadsPerEvent; ++reads) {
        const ssize_t got = recv(socket, m_readBuffer.data(), m_readBuffer.size(), MSG_DONTWAIT);
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN) {
                onPeerClosed(connection, got == 0 ? 0 : errno);
            }
            return;
        }
        if (!connection.busy) {
            disconnect(connection);  // bytes that nobody asked for must not answer the next request
            return;
        }
        const auto bytes = static_cast<std::size_t>(got);
        connection.bytesIn += bytes;
        if (!onBytes(connection, {m_readBuffer.data(), bytes})) {
            return;
        }
        if (bytes < m_readBuffer.size() && !connection.peerClosing) {
            return;  // a short read has emptied the socket
        }
    }
    m_unread.push_back(connection.slot);
}

// False: the request has its answer.
bool DirectExchange::onBytes(DirectConnection& connection, std::string_view bytes) {
    if (connection.manner == Manner::Misbehaving &&
        m_load->misbehaviour->kind == Misbehaviour::Kind::LeaveAfterBytes &&
        connection.bytesIn >= m_load->misbehaviour->bytes) {
        fail(connection, FailureKind::Aborted, "broken off by the plan after its bytes");
        return false;
    }
    switch (connection.parser.feed(bytes)) {
        case ResponseParser::State::NeedsMore:
            return true;
        case ResponseParser::State::Done:
            succeed(connection);
            return false;
        case ResponseParser::State::Broken:
            fail(connection, FailureKind::Protocol, connection.parser.problem());
            return false;
        case ResponseParser::State::TooLarge:
            fail(connection, FailureKind::TooLarge, connection.parser.problem());
            return false;
    }
    return false;
}

void DirectExchange::onPeerClosed(DirectConnection& connection, int error) {
    using Place = ResponseParser::Place;
    if (!connection.busy) {
        disconnect(connection);
        return;
    }
    connection.peerClosing = true;
    if (error == 0 && connection.parser.close() == ResponseParser::State::Done) {
        succeed(connection);
        return;
    }
    const Place place = connection.parser.place();
    const bool mayGoAgain = connection.reused && connection.request->idempotent;
    if (place == Place::BeforeHead && mayGoAgain && connection.attempts < MostAttempts) {
        disconnect(connection);
        connect(connection);
        return;
    }
    if (error != 0 || connection.sendError == ECONNRESET) {
        fail(connection, FailureKind::Reset, std::strerror(error != 0 ? error : ECONNRESET));
    } else if (place == Place::BeforeHead) {
        fail(connection, FailureKind::ClosedBeforeResponse, "the connection was closed without an answer");
    } else if (place == Place::InHead) {
        fail(connection, FailureKind::ClosedInHead, "the connection was closed inside the response head");
    } else {
        fail(connection, FailureKind::ClosedInBody, "the connection was closed before the body was whole");
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
    m_multi.remove(connection.easy.get());  // closes it
}

void DirectExchange::succeed(DirectConnection& connection) {
    const bool keep = connection.parser.keepsAlive() && !connection.peerClosing && connection.unsent == 0 &&
                      m_load->connection.keepAlive;
    connection.reused = true;
    if (!keep) {
        disconnect(connection);
    }
    answer(connection, std::nullopt, {});
}

void DirectExchange::fail(DirectConnection& connection, FailureKind kind, std::string_view text) {
    disconnect(connection);
    answer(connection, kind, text);
}

void DirectExchange::answer(DirectConnection& connection, std::optional<FailureKind> failure,
                            std::string_view text) {
    m_deadlines.clear(connection.slot);
    m_leaving.clear(connection.slot);
    connection.busy = false;
    ++m_answered;
    connection.lastUsed = std::chrono::steady_clock::now();
    m_sink.onAnswer({.slot = connection.slot,
                     .failure = failure,
                     .status = failure ? 0 : connection.parser.status(),
                     .sent = connection.sent,
                     .done = connection.lastUsed,
                     .bytesIn = connection.bytesIn,
                     .bytesOut = connection.bytesOut,
                     .attempts = connection.attempts,
                     .connectionsOpened = connection.opened,
                     .timedOut = failure == FailureKind::ConnectTimeout ||
                                 failure == FailureKind::TimeoutBeforeResponse ||
                                 failure == FailureKind::TimeoutInResponse,
                     .text = text});
}

void DirectExchange::timeOut(SteadyTime now) {
    while (const auto slot = m_deadlines.first()) {
        if (m_deadlines.deadlineOf(*slot) > now) {
            return;
        }
        DirectConnection& connection = *m_connections[*slot];
        if (connection.stage == DirectConnection::Stage::Connecting) {
            fail(connection, FailureKind::ConnectTimeout, "no connection before the request's timeout");
        } else if (connection.parser.place() == ResponseParser::Place::BeforeHead) {
            fail(connection, FailureKind::TimeoutBeforeResponse, "no answer before the timeout");
        } else {
            fail(connection, FailureKind::TimeoutInResponse, "the answer was not whole before the timeout");
        }
    }
}

void DirectExchange::cancelAll() {
    for (const auto& connection : m_connections) {
        if (connection->busy) {
            fail(*connection, FailureKind::Aborted, "the run ended");
        }
    }
}

void DirectExchange::closeConnections() {
    for (const auto& connection : m_connections) {
        disconnect(*connection);
    }
}

}  // namespace leaktide
