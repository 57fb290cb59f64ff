#include "tests/engine/probe/small_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace leaktide::test {

SmallServer::SmallServer() : m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(m_listener, 64) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
        throw std::runtime_error("no loopback socket to listen on");
    }
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] { acceptLoop(); });
}

SmallServer::~SmallServer() {
    m_ending = true;
    shutdown(m_listener, SHUT_RDWR);
    m_accepting.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int one : m_sockets) {
            shutdown(one, SHUT_RDWR);
        }
    }
    for (std::thread& thread : m_serving) {
        thread.join();
    }
    for (const int one : m_sockets) {
        close(one);
    }
    close(m_listener);
}

void SmallServer::answer(const std::string& target, SmallAnswer answer) {
    const std::lock_guard lock(m_mutex);
    m_answers[target] = std::move(answer);
}

std::string SmallServer::url(const std::string& target) const {
    return "http://127.0.0.1:" + std::to_string(m_port) + target;
}

std::vector<SmallRequest> SmallServer::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void SmallServer::acceptLoop() {
    while (!m_ending) {
        const int one = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (one < 0) {
            return;
        }
        ++m_connections;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(one);
        m_serving.emplace_back([this, one] { serve(one); });
    }
}

void SmallServer::serve(int socket) {
    std::string pending;
    for (bool open = true; open;) {
        char buffer[4096];
        const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) {
            return;
        }
        pending.append(buffer, static_cast<std::size_t>(got));
        for (std::size_t end = pending.find("\r\n\r\n"); open && end != std::string::npos;
             end = pending.find("\r\n\r\n")) {
            open = respond(socket, pending.substr(0, end + 2));
            pending.erase(0, end + 4);
        }
    }
}

bool SmallServer::respond(int socket, const std::string& head) {
    const std::size_t first = head.find(' ');
    const std::size_t second = head.find(' ', first + 1);
    SmallRequest request{head.substr(0, first), head.substr(first + 1, second - first - 1), head};
    SmallAnswer answer{404, "no such page\n", "", std::chrono::milliseconds(0)};
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_answers.find(request.target); found != m_answers.end()) {
            answer = found->second;
        }
        m_requests.push_back(std::move(request));
    }
    for (auto left = answer.delay; left.count() > 0 && !m_ending; left -= std::chrono::milliseconds(10)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Said\r\n" + answer.headers +
                             "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" +
                             answer.body;
    for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t now = send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(now);
    }
    return true;
}

}  // namespace leaktide::test
