// A server of HTTP/2 faults over TLS, one fault per server; counts what it truly saw.
//
// Threading: as FaultServer: one thread accepts, one serves each connection; counts() may be read from any.
#pragma once

#include <atomic>
#include <string>

#include "tests/support/fault_server.h"
#include "tests/support/http2_faults.h"
#include "tests/support/socket_server.h"

namespace leaktide::test {

class Http2FaultServer {
public:
    explicit Http2FaultServer(const Http2Fault& fault);  // on a free port of 127.0.0.1
    ~Http2FaultServer();
    Http2FaultServer(const Http2FaultServer&) = delete;
    Http2FaultServer& operator=(const Http2FaultServer&) = delete;

    [[nodiscard]] std::string url() const {
        return "https://127.0.0.1:" + std::to_string(m_sockets.port()) + "/";
    }
    [[nodiscard]] FaultCounts counts() const;

private:
    void serve(int socket);
    struct Progress {  // of one connection
        std::uint64_t served = 0;
        std::uint32_t highest = 0;
        std::uint32_t last = ~0U;
    };
    bool take(Http2Wire& wire, const Frame& frame, Progress& progress);
    bool answer(Http2Wire& wire, std::uint32_t stream, Progress& progress);

    const Http2Fault& m_fault;
    SSL_CTX* m_context;
    std::atomic<std::uint64_t> m_received{0};
    std::atomic<std::uint64_t> m_bodyBytes{0};
    SocketServer m_sockets;  // last: it ends before what its threads use
};

}  // namespace leaktide::test
