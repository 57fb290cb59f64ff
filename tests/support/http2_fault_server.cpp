#include "tests/support/http2_fault_server.h"

#include <algorithm>
#include <csignal>

namespace leaktide::test {

Http2FaultServer::Http2FaultServer(const Http2Fault& fault)
    : m_fault(fault), m_context(makeHttp2Context()), m_sockets([this](int socket) { serve(socket); }) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to connections that may be gone
}

Http2FaultServer::~Http2FaultServer() {
    m_sockets.stop();
    SSL_CTX_free(m_context);
}

FaultCounts Http2FaultServer::counts() const {
    FaultCounts counts;
    counts.accepted = m_sockets.accepted();
    counts.received = m_received;
    counts.bodyBytes = m_bodyBytes;
    (m_fault.judgement == Judgement::Clean ? counts.clean : counts.faulted) = counts.received;
    return counts;
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
