// One request and its answer on an open connection: sending, receiving, and what the end of it means.
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/load/direct_exchange.h"

namespace leaktide {

namespace {

constexpr int ReadsPerEvent = 16;  // of one connection, before the others have their turn
constexpr std::uint32_t MostAttempts = 6;
constexpr int SlowReceiveBuffer = 2048;  // bytes; the kernel takes its own smallest where that is more

}  // namespace

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
        connection.heldBack = (request.body.empty() ? connection.wire->size() : request.body.size() + 1) / 2;
    }
    if (how.kind == Kind::ReadSlowly) {
        // Or the kernel would read on for us. Such a connection is not used again.
        setsockopt(connection.socket, SOL_SOCKET, SO_RCVBUF, &SlowReceiveBuffer, sizeof SlowReceiveBuffer);
        connection.dawdles = true;
        m_slowReads.set(connection.slot, now + how.after);
    }
}

void DirectExchange::readSlowly(SteadyTime now) {
    while (const auto slot = m_slowReads.first()) {
        if (m_slowReads.deadlineOf(*slot) > now) {
            return;
        }
        DirectConnection& connection = *m_connections[*slot];
        m_slowReads.set(*slot, now + m_load->misbehaviour->after);
        if (connection.stage != DirectConnection::Stage::Open) {
            continue;
        }
        const std::size_t most = std::min<std::size_t>(m_load->misbehaviour->bytes, m_readBuffer.size());
        const ssize_t got = recv(connection.socket, m_readBuffer.data(), most, MSG_DONTWAIT);
        if (got > 0) {
            connection.bytesIn += static_cast<std::uint64_t>(got);
            onBytes(connection, {m_readBuffer.data(), static_cast<std::size_t>(got)});
        } else if (got == 0 || errno != EAGAIN) {
            onPeerClosed(connection, got == 0 ? 0 : errno);
        }
    }
}

void DirectExchange::send(DirectConnection& connection) {
    const std::string& wire = *connection.wire;
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
    if (connection.dawdles && connection.busy) {
        return;  // at its own pace
    }
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
            const ConnectionBook::Because why(m_multi.book(), CloseReason::Error);
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
        const ConnectionBook::Because why(m_multi.book(),
                                          error == 0 ? CloseReason::PeerClosed : CloseReason::Error);
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
        const ConnectionBook::Because why(m_multi.book(), CloseReason::PeerClosed);
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

void DirectExchange::succeed(DirectConnection& connection) {
    if (connection.metStaleTimeout() && connection.attempts < MostAttempts) {
        const ConnectionBook::Because why(m_multi.book(), CloseReason::PeerClosed);
        disconnect(connection);
        connect(connection);
        return;
    }
    const bool keep = connection.parser.keepsAlive() && !connection.peerClosing && connection.unsent == 0 &&
                      m_load->connection.keepAlive && !connection.dawdles;
    connection.reused = true;
    if (!keep) {
        const ConnectionBook::Because why(
            m_multi.book(), m_load->connection.keepAlive ? CloseReason::PeerClosed : CloseReason::NotKept);
        disconnect(connection);
    }
    answer(connection, std::nullopt, {});
}

void DirectExchange::fail(DirectConnection& connection, FailureKind kind, std::string_view text) {
    const bool closedByPeer = kind == FailureKind::ClosedBeforeResponse ||
                              kind == FailureKind::ClosedInHead || kind == FailureKind::ClosedInBody;
    const ConnectionBook::Because why(m_multi.book(), kind == FailureKind::Aborted ? CloseReason::OnPurpose
                                                      : closedByPeer               ? CloseReason::PeerClosed
                                                                                   : CloseReason::Error);
    disconnect(connection);
    answer(connection, kind, text);
}

void DirectExchange::answer(DirectConnection& connection, std::optional<FailureKind> failure,
                            std::string_view text) {
    m_deadlines.clear(connection.slot);
    m_leaving.clear(connection.slot);
    m_slowReads.clear(connection.slot);
    connection.busy = false;
    ++m_answered;
    connection.lastUsed = std::chrono::steady_clock::now();
    Answer answer{.slot = connection.slot,
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
                  .slowedByUs = connection.dawdles,
                  .check = {},
                  .text = text};
    if (!failure && !connection.request->checks.empty()) {
        ask(connection, answer);
    }
    m_sink.onAnswer(answer);
}

// The plan's own questions to a valid answer.
void DirectExchange::ask(const DirectConnection& connection, Answer& answer) {
    if (answer.slowedByUs) {
        return;
    }
    m_checkFailure =
        connection.request->checks.findFailure(answer.status, answer.done - answer.sent, connection.kept);
    if (!m_checkFailure.check.empty()) {
        answer.failure = FailureKind::CheckFailed;
        answer.check = m_checkFailure.check;
        answer.text = m_checkFailure.text;
    }
}

}  // namespace leaktide
