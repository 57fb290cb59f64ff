#include "engine/load/http2_streams.h"

#include <algorithm>

namespace leaktide {

std::string connectionName(int localPort, std::string_view peerAddress, int peerPort) {
    if (localPort <= 0) {
        return {};
    }
    std::string name = std::to_string(localPort);
    return name.append(" ").append(peerAddress).append(" ").append(std::to_string(peerPort));
}

Http2Streams::Stream Http2Streams::onSend(const std::string& connectionName) {
    if (connectionName.empty()) {
        return {};
    }
    std::uint64_t& connection = m_open[connectionName];
    if (connection == 0) {
        connection = ++m_connections;
    }
    Sent& sent = m_sent[connection];
    const bool leaves = sent.last == Any;
    m_news = m_news || !leaves;
    return {connection, leaves ? 2 * sent.streams++ + 1 : Any};
}

void Http2Streams::onGoAway(const Stream& heardOn, std::uint32_t lastStream) {
    if (const auto found = m_sent.find(heardOn.connection); found != m_sent.end()) {
        found->second.last = std::min(found->second.last, lastStream);
        m_news = true;
    }
}

void Http2Streams::onClosed(const std::string& connectionName) {
    const auto open = m_open.find(connectionName);
    if (open == m_open.end()) {
        return;
    }
    m_sent[open->second].closed = true;
    m_closed.push_back(open->second);
    m_open.erase(open);
    if (m_closed.size() > MostClosed) {
        m_sent.erase(m_closed.front());
        m_closed.pop_front();
    }
}

bool Http2Streams::turnedAway(const Stream& stream) const {
    return stream.number > lastOf(stream);
}

bool Http2Streams::goesAway(const Stream& stream) const {
    return lastOf(stream) != Any;
}

bool Http2Streams::closed(const Stream& stream) const {
    const auto found = m_sent.find(stream.connection);
    return found == m_sent.end() || found->second.closed;
}

std::uint32_t Http2Streams::lastOf(const Stream& stream) const {
    const auto found = m_sent.find(stream.connection);
    return found != m_sent.end() ? found->second.last : Any;
}

}  // namespace leaktide
