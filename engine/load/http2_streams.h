// Which requests a GOAWAY left undone. libcurl does not tell: it says that a transfer failed, not whether the
// target may have acted on it. A GOAWAY names the last stream that may have been processed (RFC 9113, 6.8),
// and streams are numbered as they are sent, so counting the sends on each connection tells which lie above
// it.
//
// A connection is known by its local port, the newest one to have it. Belongs to one worker's thread.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace leaktide {

class Http2Streams {
public:
    struct Stream {
        int port = 0;  // 0: none, or not known (a Unix socket)
        std::uint64_t connection = 0;
        std::uint32_t number = 0;
    };
    Stream onSend(int localPort);  // behind a GOAWAY it will not leave
    void onGoAway(const Stream& heardOn, std::uint32_t lastStream);
    void onClosed(int localPort);  // what is known of its streams stays so until the port is another's
    // The target has said that it did nothing for this stream.
    [[nodiscard]] bool turnedAway(const Stream& stream) const;
    [[nodiscard]] bool goesAway(const Stream& stream) const;  // its connection does
    // Whether any may have been turned away since this was asked last.
    [[nodiscard]] bool takeNews() { return std::exchange(m_news, false); }

private:
    static constexpr std::uint32_t Any = ~0U;
    struct Sent {
        std::uint64_t connection = 0;
        std::uint32_t streams = 0;
        bool closed = true;
        std::uint32_t last = Any;  // that may have been processed
    };
    [[nodiscard]] std::uint32_t lastOf(const Stream& stream) const;
    std::unordered_map<int, Sent> m_sent;  // by local port
    std::uint64_t m_connections = 0;
    bool m_news = false;
};

}  // namespace leaktide
