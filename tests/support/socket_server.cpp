#include "tests/support/socket_server.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace leaktide::test {

namespace {

// A close with something unread throws away what is not sent yet, and pacing (BBR) may hold it back.
void waitUntilArrived(int socket) {
    int unsent = 0;
    for (int i = 0; i < 100 && ioctl(socket, SIOCOUTQ, &unsent) == 0 && unsent > 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

SocketServer::SocketServer(std::function<void(int socket)> serve, std::uint16_t port)
    : m_serve(std::move(serve)), m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int yes = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: the sockets API
    if (bind(m_listener, generic, size) != 0 || listen(m_listener, 1024) != 0 ||
        getsockname(m_listener, generic, &size) != 0) {
        throw std::runtime_error("the server of the test cannot listen");
    }
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] { acceptLoop(); });
}

void SocketServer::stop() {
    if (m_ending.exchange(true)) {
        return;
    }
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
}

void SocketServer::acceptLoop() {
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
            m_serve(socket);
            waitUntilArrived(socket);
            const std::lock_guard closing(m_mutex);
            std::erase(m_sockets, socket);
            close(socket);
        });
    }
}

}  // namespace leaktide::test
