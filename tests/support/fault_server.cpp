#include "tests/support/fault_server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <thread>

#include "tests/support/fault_request.h"
#include "tests/support/fault_scripts.h"

namespace leaktide::test {

namespace {

std::int64_t nowNs() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

void resetOnClose(int socket) {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

bool sendAll(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void holdUntilPeerLeaves(int socket) {
    std::array<char, 4096> bin{};
    while (recv(socket, bin.data(), bin.size(), 0) > 0) {
    }
}

}  // namespace

// Reads requests off one socket.
class FaultServer::Connection {
public:
    explicit Connection(int socket) : m_socket(socket) {}

    std::optional<Request> next() {
        std::size_t end = 0;
        while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos) {
            if (!fill()) {
                return std::nullopt;
            }
        }
        const std::string head = m_buffer.substr(0, end + 4);
        const bool early = leavesBodyUnread(requestOf(head, 0).path);
        const auto body = early ? 0 : static_cast<std::size_t>(contentLength(head));
        while (m_buffer.size() < head.size() + body) {
            if (!fill()) {
                return std::nullopt;
            }
        }
        m_buffer.erase(0, head.size() + body);
        return requestOf(head, body);
    }
    std::uint64_t served = 0;

private:
    static long contentLength(const std::string& head) {
        const std::size_t at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::strtol(head.c_str() + at + 16, nullptr, 10);
    }
    bool fill() {
        std::array<char, 16384> bytes{};
        const ssize_t got = recv(m_socket, bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            return false;
        }
        m_buffer.append(bytes.data(), static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    std::string m_buffer;
};

FaultServer::FaultServer(std::uint16_t port) : m_sockets([this](int socket) { serve(socket); }, port) {}

FaultServer::~FaultServer() {
    m_stalledUntilNs = 0;
}

std::string FaultServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
}

FaultCounts FaultServer::counts() const {
    FaultCounts counts{
        .accepted = m_sockets.accepted(), .received = 0, .clean = m_clean, .faulted = m_faulted};
    counts.received = m_received;
    counts.bodyBytes = m_bodyBytes;
    counts.inFlight = counts.received - counts.clean - counts.faulted;
    return counts;
}

std::vector<std::string> FaultServer::targets() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> sorted = m_targets;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

std::vector<std::string> FaultServer::heads() const {
    const std::lock_guard lock(m_mutex);
    return m_heads;
}

void FaultServer::stall(std::chrono::nanoseconds duration) {
    m_stalledUntilNs = nowNs() + duration.count();
}

void FaultServer::serve(int socket) {
    switch (m_acceptMode.load()) {
        case AcceptMode::Serve:
            break;
        case AcceptMode::Reset:
            resetOnClose(socket);
            return;
        case AcceptMode::Close:
            return;
        case AcceptMode::Banner:
            sendAll(socket, "220 smtp.example ESMTP ready\r\n");
            holdUntilPeerLeaves(socket);
            return;
        case AcceptMode::Silence:
            holdUntilPeerLeaves(socket);
            return;
    }
    Connection connection(socket);
    while (const auto request = connection.next()) {
        ++m_received;
        m_bodyBytes += request->bodyBytes;
        {
            const std::lock_guard lock(m_mutex);
            if (m_targets.size() < 1000) {
                m_targets.push_back(request->path + "?" + request->query);
                m_heads.push_back(request->head);
            }
        }
        ++connection.served;
        if (!answer(socket, connection, request->path, request->query)) {
            return;
        }
    }
}

void FaultServer::waitOutStall() const {
    while (!m_sockets.ending() && nowNs() < m_stalledUntilNs) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

// False: the connection is to be closed.
bool FaultServer::answer(int socket, const Connection& connection, const std::string& path,
                         const std::string& query) {
    waitOutStall();
    FaultScript script{path, Judgement::Clean, okResponse(), After::KeepOpen};
    if (path == "/delay" || path == "/slow-head") {
        std::this_thread::sleep_for(std::chrono::milliseconds(queryNumber(query, "ms", 50)));
    } else if (path == "/close-after") {
        // The keep-alive race: closes without a word once n answers have gone out.
        script.after = connection.served >= static_cast<std::uint64_t>(queryNumber(query, "n", 3))
                           ? After::Close
                           : After::KeepOpen;
    } else if (path == "/nth") {
        const auto every = static_cast<std::uint64_t>(queryNumber(query, "every", 10));
        if (m_nth.fetch_add(1) % every == every - 1) {
            const auto mode = query.find("mode=");
            const FaultScript* other = findFaultScript("/" + query.substr(mode + 5));
            script = other != nullptr ? *other : script;
        }
    } else if (path == "/bimodal") {
        const auto every = static_cast<std::uint64_t>(queryNumber(query, "every", 100));
        if (m_nth.fetch_add(1) % every == every - 1) {
            std::this_thread::sleep_for(std::chrono::milliseconds(queryNumber(query, "slow", 200)));
        }
    } else if (path == "/infinite-body") {
        return pour(socket);
    } else if (path == "/byte-by-byte") {
        return drip(socket, script.bytes);
    } else if (path == "/slow-forever" || path == "/slow-body") {
        return trickle(socket, path == "/slow-body" ? Judgement::Clean : Judgement::Fault);
    } else if (const FaultScript* found = findFaultScript(path)) {
        script = *found;
    }
    return play(socket, script);
}

bool FaultServer::play(int socket, const FaultScript& script) {
    ++(script.judgement == Judgement::Clean ? m_clean : m_faulted);
    if (!sendAll(socket, script.bytes)) {
        return false;
    }
    switch (script.after) {
        case After::KeepOpen:
            return true;
        case After::Close:
            return false;
        case After::Linger:
            shutdown(socket, SHUT_WR);
            holdUntilPeerLeaves(socket);
            return false;
        case After::Reset:
            // Let what was sent arrive first: a reset throws away what the client has not yet read.
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            resetOnClose(socket);
            return false;
        case After::Hold:
            holdUntilPeerLeaves(socket);
            return false;
        case After::StaleTimeout:
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            sendAll(socket, "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            shutdown(socket, SHUT_WR);
            holdUntilPeerLeaves(socket);  // a request that comes now is never read
            return false;
    }
    return false;
}

// Each byte in a packet of its own.
bool FaultServer::drip(int socket, std::string_view bytes) {
    ++m_clean;
    bool open = true;
    for (std::size_t i = 0; open && i < bytes.size(); ++i) {
        open = sendAll(socket, bytes.substr(i, 1));
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return open;
}

// A body without end, as fast as the peer takes it.
bool FaultServer::pour(int socket) {
    ++m_faulted;
    const std::string flood(64 * 1024, 'x');
    bool open = sendAll(socket, "HTTP/1.1 200 OK\r\n\r\n");
    while (open && !m_sockets.ending()) {
        open = sendAll(socket, flood);
    }
    return false;
}

// One byte every 20 ms: ten of them, or without end.
bool FaultServer::trickle(int socket, Judgement judgement) {
    ++(judgement == Judgement::Clean ? m_clean : m_faulted);
    const int bytes = judgement == Judgement::Clean ? 10 : 100'000;
    bool open = sendAll(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n");
    for (int i = 0; open && i < bytes && !m_sockets.ending(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        open = sendAll(socket, "x");
    }
    return open && judgement == Judgement::Clean;
}

}  // namespace leaktide::test
