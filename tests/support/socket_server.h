// Accepts connections on a port of 127.0.0.1 and serves each on a thread of its own; what was sent arrives
// before one is closed. At its end it cuts those that are still open, and waits for their threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace leaktide::test {

class SocketServer {
public:
    // `serve` is called on many threads at once; the socket is closed after it. Port 0: a free one.
    // std::runtime_error where it cannot listen.
    explicit SocketServer(std::function<void(int socket)> serve, std::uint16_t port = 0);
    ~SocketServer() { stop(); }
    SocketServer(const SocketServer&) = delete;
    SocketServer& operator=(const SocketServer&) = delete;

    void stop();  // once; nothing is served after it
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::uint64_t accepted() const { return m_accepted; }
    [[nodiscard]] bool ending() const { return m_ending; }

private:
    void acceptLoop();

    std::function<void(int socket)> m_serve;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ending{false};
    std::atomic<std::uint64_t> m_accepted{0};
    std::mutex m_mutex;  // guards what follows
    std::vector<int> m_sockets;
    std::vector<std::thread> m_serving;
    std::thread m_accepting;
};

}  // namespace leaktide::test
