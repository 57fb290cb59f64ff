// HTTP/2 as frames, for servers that send wrong ones on purpose: raw frames in and out over TLS, header
// blocks as literals only. Knows no streams and no windows; what is sent is what the caller says.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leaktide::test {

enum class FrameType : std::uint8_t {
    Data = 0,
    Headers = 1,
    Reset = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
    Unknown = 0x42
};

constexpr std::uint8_t EndStream = 1;  // of Data and Headers
constexpr std::uint8_t Ack = 1;        // of Settings and Ping
constexpr std::uint8_t EndHeaders = 4;
constexpr std::uint8_t Padded = 8;  // of Data and Headers

struct Frame {
    FrameType type = FrameType::Unknown;
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
    std::string payload;
};

std::string bytesOf(const Frame& frame);
std::string number32(std::uint32_t value);
std::string setting(std::uint16_t id, std::uint32_t value);
using Fields = std::vector<std::pair<std::string, std::string>>;
std::string headerBlock(const Fields& fields);

// The server's end of one connection. Blocking; every call says false once the peer has gone.
class Http2Wire {
public:
    Http2Wire(SSL_CTX* context, int socket);
    ~Http2Wire();
    Http2Wire(const Http2Wire&) = delete;
    Http2Wire& operator=(const Http2Wire&) = delete;

    bool accept();  // TLS and the client's preface
    bool send(std::string_view bytes);
    bool send(const Frame& frame) { return send(bytesOf(frame)); }
    bool receive(Frame& frame);
    void waitUntilPeerLeaves();
    void resetOnClose() const;

private:
    bool read(std::string& into, std::size_t bytes);

    SSL* m_tls;
    int m_socket;
};

// TLS for h2 with a certificate of its own, made on the spot.
SSL_CTX* makeHttp2Context();

}  // namespace leaktide::test
