#include "tests/target-server/raw_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <utility>

namespace leaktide::test {

namespace {

// How many bytes the first response in `bytes` has; -1: more must come.
qsizetype sizeOfFirst(const QByteArray& bytes, RawClient::Extent extent) {
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        return -1;
    }
    if (extent == RawClient::Extent::HeadOnly) {
        return headEnd + 4;
    }
    const QByteArray head = bytes.left(headEnd + 2).toLower();
    const qsizetype bodyBegin = headEnd + 4;
    if (head.contains("transfer-encoding: chunked")) {
        const qsizetype last = bytes.indexOf("0\r\n\r\n", bodyBegin);
        return last < 0 ? -1 : last + 5;
    }
    const qsizetype length = head.indexOf("content-length:");
    if (length < 0) {
        return bodyBegin;
    }
    const QByteArray value = head.mid(length + 15, head.indexOf("\r\n", length) - length - 15).trimmed();
    const qsizetype size = bodyBegin + value.toLongLong();
    return bytes.size() < size ? -1 : size;
}

}  // namespace

RawClient::RawClient(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        m_socket = socket;
    } else if (socket >= 0) {
        ::close(socket);
    }
}

RawClient::~RawClient() {
    close();
}

bool RawClient::send(const QByteArray& bytes) {
    return ::send(m_socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) ==
           bytes.size();
}

void RawClient::finish() {
    ::shutdown(m_socket, SHUT_WR);
}

void RawClient::close() {
    if (m_socket >= 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

void RawClient::resetOnClose() {
    const linger now{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

bool RawClient::readSome(int timeoutMs) {
    pollfd one{m_socket, POLLIN, 0};
    char bytes[16384];
    if (::poll(&one, 1, timeoutMs) <= 0) {
        return false;
    }
    const ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0);
    if (count > 0) {
        m_unread.append(bytes, count);
    }
    return count > 0;
}

QByteArray RawClient::readResponse(int timeoutMs, Extent extent) {
    QElapsedTimer timer;
    timer.start();
    qsizetype size = sizeOfFirst(m_unread, extent);
    while (size < 0 && timer.elapsed() < timeoutMs &&
           readSome(timeoutMs - static_cast<int>(timer.elapsed()))) {
        size = sizeOfFirst(m_unread, extent);
    }
    const QByteArray response = m_unread.left(size < 0 ? m_unread.size() : size);
    m_unread.remove(0, response.size());
    return response;
}

bool RawClient::endsWithin(int timeoutMs) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs) {
        pollfd one{m_socket, POLLIN, 0};
        if (::poll(&one, 1, timeoutMs - static_cast<int>(timer.elapsed())) <= 0) {
            return false;
        }
        char bytes[4096];
        if (::recv(m_socket, bytes, sizeof bytes, 0) <= 0) {
            return true;
        }
    }
    return false;
}

std::optional<QByteArray> RawClient::readToEnd(int timeoutMs) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs) {
        pollfd one{m_socket, POLLIN, 0};
        if (::poll(&one, 1, timeoutMs - static_cast<int>(timer.elapsed())) <= 0) {
            return std::nullopt;
        }
        char bytes[16384];
        const ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (count <= 0) {
            return std::exchange(m_unread, {});
        }
        m_unread.append(bytes, count);
    }
    return std::nullopt;
}

bool RawClient::staysSilent(int timeoutMs) const {
    pollfd one{m_socket, POLLIN, 0};
    return ::poll(&one, 1, timeoutMs) == 0;
}

int statusOf(const QByteArray& response) {
    return response.startsWith("HTTP/1.") ? response.mid(9, 3).toInt() : 0;
}

QByteArray bodyOf(const QByteArray& response) {
    const qsizetype end = response.indexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : response.mid(end + 4);
}

QByteArray get(const QByteArray& target, const QByteArray& fields) {
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n";
}

QByteArray exchange(int port, const QByteArray& request) {
    RawClient client(port);
    if (!client.connected() || !client.send(request)) {
        return {};
    }
    return client.readResponse();
}

}  // namespace leaktide::test
