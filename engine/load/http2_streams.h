// Which requests a GOAWAY left undone. libcurl does not tell: it says that a transfer failed, not whether the
// target may have acted on it. A GOAWAY names the last stream that may have been processed (RFC 9113, 6.8),
// and streams are numbered as they are sent, so counting the sends on each connection tells which lie above
// it.
//
// A connection is known by both of its ends, the newest one to have them. Belongs to one worker's thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace leaktide {

// "41234 127.0.0.1 8443": its local port, and the peer. Empty: not to be told from others (a Unix socket).
std::string connectionName(int localPort, std::string_view peerAddress, int peerPort);

class Http2Streams {
public:
    struct Stream {
        std::uint64_t connection = 0;  // 0: none, or not known
        std::uint32_t number = 0;
    };
    Stream onSend(const std::string& connectionName);  // behind a GOAWAY it will not leave
    void onGoAway(const Stream& heardOn, std::uint32_t lastStream);
    void onClosed(const std::string& connectionName);  // what is known of its streams is kept for a while
    // The target has said that it did nothing for this stream.
    [[nodiscard]] bool turnedAway(const Stream& stream) const;
    [[nodiscard]] bool goesAway(const Stream& stream) const;  // its connection does
    [[nodiscard]] bool closed(const Stream& stream) const;    // its connection is, or not known any more
    // Whether any may have been turned away since this was asked last.
    [[nodiscard]] bool takeNews() { return std::exchange(m_news, false); }

private:
    static constexpr std::uint32_t Any = ~0U;
    static constexpr std::size_t MostClosed = 16384;  // connections that are remembered
    struct Sent {
        std::uint32_t streams = 0;
        std::uint32_t last = Any;  // that may have been processed
        bool closed = false;
    };
    [[nodiscard]] std::uint32_t lastOf(const Stream& stream) const;
    std::unordered_map<std::string, std::uint64_t> m_open;  // connections, by name
    std::unordered_map<std::uint64_t, Sent> m_sent;         // by connection
    std::deque<std::uint64_t> m_closed;                     // oldest first
    std::uint64_t m_connections = 0;
    bool m_news = false;
};

}  // namespace leaktide
