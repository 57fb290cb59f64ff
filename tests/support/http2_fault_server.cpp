#include "tests/support/http2_fault_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace leaktide::test {

Http2FaultServer::Http2FaultServer(const Http2Fault& fault)
    : m_fault(fault),
      m_context(makeHttp2Context()),
      m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to connections that may be gone
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: the sockets API
    if (bind(m_listener, generic, size) != 0 || listen(m_listener, 1024) != 0 ||
        getsockname(m_listener, generic, &size) != 0) {
        throw std::runtime_error("the HTTP/2 fault server cannot listen");
    }
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] { acceptLoop(); });
}

Http2FaultServer::~Http2FaultServer() {
    m_ending = true;
    shutdown(m_listener, SHUT_RDWR);
    m_accepting.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets) {
            shutdown(socket, SHUT_RDWR);
        }
    }
    for (std::thread& thread : m_serving) {
        thread.join();
    }
    close(m_listener);
    SSL_CTX_free(m_context);
}

FaultCounts Http2FaultServer::counts() const {
    FaultCounts counts;
    counts.accepted = m_accepted;
    counts.received = m_received;
    counts.bodyBytes = m_bodyBytes;
    (m_fault.judgement == Judgement::Clean ? counts.clean : counts.faulted) = counts.received;
    return counts;
}

void Http2FaultServer::acceptLoop() {
    while (!m_ending) {
        const int socket = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) {
            continue;
        }
        ++m_accepted;
        const int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_serving.emplace_back([this, socket] {
            serve(socket);
            const std::lock_guard closing(m_mutex);
            std::erase(m_sockets, socket);
            close(socket);
        });
    }
}

void Http2FaultServer::serve(int socket) {
    Http2Wire wire(m_context, socket);
    if (!wire.accept() || !wire.send({FrameType::Settings, 0, 0, m_fault.settings})) {
        return;
    }
    Frame frame;
    Progress progress;
    while (wire.receive(frame) && take(wire, frame, progress)) {
    }
}

bool Http2FaultServer::take(Http2Wire& wire, const Frame& frame, Progress& progress) {
    switch (frame.type) {
        case FrameType::Settings:
            return (frame.flags & Ack) != 0 || wire.send({FrameType::Settings, Ack, 0, {}});
        case FrameType::Ping:
            return (frame.flags & Ack) != 0 || wire.send({FrameType::Ping, Ack, 0, frame.payload});
        case FrameType::Headers:
            return !((frame.flags & EndStream) != 0 || m_fault.atOnce) ||
                   answer(wire, frame.stream, progress);
        case FrameType::Data:
            m_bodyBytes += frame.payload.size();
            return (frame.flags & EndStream) == 0 || m_fault.atOnce || answer(wire, frame.stream, progress);
        case FrameType::GoAway:
            return false;
        default:
            return true;
    }
}

bool Http2FaultServer::answer(Http2Wire& wire, std::uint32_t stream, Progress& progress) {
    if (stream > progress.last) {
        return true;
    }
    ++m_received;
    ++progress.served;
    progress.highest = std::max(progress.highest, stream);
    return m_fault.answer({wire, stream, progress.served, progress.highest, progress.last});
}

}  // namespace leaktide::test
