// A small HTTP/1.1 server on raw loopback sockets that answers what a test tells it to, so that the probe
// meets a real wire. Keeps connections alive; counts requests and connections.
//
// Threading: one thread accepts, one serves each connection; everything public may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace leaktide::test {

struct SmallAnswer {
    int status = 200;
    std::string body;
    std::string headers{};  // whole lines, each with \r\n
    std::chrono::milliseconds delay{0};
};

struct SmallRequest {
    std::string method;
    std::string target;
    std::string head;  // all lines
};

class SmallServer {
public:
    SmallServer();
    ~SmallServer();
    SmallServer(const SmallServer&) = delete;
    SmallServer& operator=(const SmallServer&) = delete;

    void answer(const std::string& target, SmallAnswer answer);  // anything else is 404
    [[nodiscard]] std::string url(const std::string& target = "") const;
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::vector<SmallRequest> requests() const;
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void acceptLoop();
    void serve(int socket);
    bool respond(int socket, const std::string& head);

    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ending{false};
    std::atomic<int> m_connections{0};
    mutable std::mutex m_mutex;  // guards what follows
    std::map<std::string, SmallAnswer> m_answers;
    std::vector<SmallRequest> m_requests;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_serving;
    std::thread m_accepting;
};

}  // namespace leaktide::test
