#include "engine/load/http2_streams.h"

#include <algorithm>

namespace leaktide {

Http2Streams::Stream Http2Streams::onSend(int localPort) {
    if (localPort <= 0) {
        return {};
    }
    Sent& sent = m_sent[localPort];
    if (sent.closed) {
        sent = {.connection = ++m_connections, .streams = 0, .closed = false, .last = Any};
    }
    const bool leaves = sent.last == Any;
    m_news = m_news || !leaves;
    return {localPort, sent.connection, leaves ? 2 * sent.streams++ + 1 : Any};
}

void Http2Streams::onGoAway(const Stream& heardOn, std::uint32_t lastStream) {
    const auto found = m_sent.find(heardOn.port);
    if (found != m_sent.end() && found->second.connection == heardOn.connection) {
        found->second.last = std::min(found->second.last, lastStream);
        m_news = true;
    }
}

void Http2Streams::onClosed(int localPort) {
    if (const auto found = m_sent.find(localPort); found != m_sent.end()) {
        found->second.closed = true;
    }
}

bool Http2Streams::turnedAway(const Stream& stream) const {
    return stream.number > lastOf(stream);
}

bool Http2Streams::goesAway(const Stream& stream) const {
    return lastOf(stream) != Any;
}

std::uint32_t Http2Streams::lastOf(const Stream& stream) const {
    const auto found = m_sent.find(stream.port);
    return found != m_sent.end() && found->second.connection == stream.connection ? found->second.last : Any;
}

}  // namespace leaktide
