#include "engine/load/curl_multi_driver.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace leaktide {

namespace {

int curlEventsOf(std::uint32_t events) {
    int mask = 0;
    mask |= (events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) != 0 ? CURL_CSELECT_IN : 0;
    mask |= (events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
    mask |= (events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0;
    return mask;
}

}  // namespace

CurlMultiDriver::CurlMultiDriver(EpollWaiter& waiter, Triggering triggering, std::uint32_t mostConnections)
    : m_waiter(waiter),
      m_triggering(triggering),
      m_mostConnections(mostConnections),
      m_multi(curl_multi_init()) {
    configure();
}

void CurlMultiDriver::configure() {
    if (CURLM* multi = m_multi.get()) {
        curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlMultiDriver::onSocket);
        curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlMultiDriver::onTimer);
        curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(m_mostConnections));
        const bool multiplexed = m_streams > 1;
        curl_multi_setopt(multi, CURLMOPT_PIPELINING,
                          static_cast<long>(multiplexed ? CURLPIPE_MULTIPLEX : CURLPIPE_NOTHING));
        if (multiplexed) {
            curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(m_mostConnections));
            curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, static_cast<long>(m_streams));
        }
    }
}

void CurlMultiDriver::multiplex(std::uint32_t connections, std::uint32_t streams) {
    m_mostConnections = connections;
    m_streams = streams;
    configure();
}

void CurlMultiDriver::adopt(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlMultiDriver::onOpen);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlMultiDriver::onClose);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
}

void CurlMultiDriver::act(int socket, std::uint32_t epollEvents) {
    int running = 0;
    curl_multi_socket_action(m_multi.get(), socket, curlEventsOf(epollEvents), &running);
}

void CurlMultiDriver::actOnTimer() {
    if (m_timerAt && *m_timerAt <= std::chrono::steady_clock::now()) {
        m_timerAt.reset();
        int running = 0;
        curl_multi_socket_action(m_multi.get(), CURL_SOCKET_TIMEOUT, 0, &running);
    }
}

Nanos CurlMultiDriver::limitWait(Nanos atMost) const {
    return m_timerAt ? std::min<Nanos>(atMost, *m_timerAt - std::chrono::steady_clock::now()) : atMost;
}

std::optional<CurlMultiDriver::Ended> CurlMultiDriver::nextEnded() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg == CURLMSG_DONE) {
            return Ended{message->easy_handle, message->data.result};
        }
    }
    return std::nullopt;
}

void CurlMultiDriver::closeIdleConnections() {
    // A multi keeps its idle connections until it is cleaned up; a new one takes its place.
    m_timerAt.reset();
    m_multi.reset();
    m_multi.reset(curl_multi_init());
    configure();
}

bool CurlMultiDriver::isRegistered(curl_socket_t socket) const {
    const auto index = static_cast<std::size_t>(socket);
    return index < m_registered.size() && m_registered[index];
}

void CurlMultiDriver::setRegistered(curl_socket_t socket, bool registered) {
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_registered.size()) {
        m_registered.resize(std::max<std::size_t>(index + 1, m_registered.size() * 2));
    }
    m_registered[index] = registered;
}

void CurlMultiDriver::watch(curl_socket_t socket, int what) {
    const bool registered = isRegistered(socket);
    if (m_triggering == Triggering::Edge) {
        if (what != CURL_POLL_REMOVE && !registered) {
            setRegistered(socket, m_waiter.add(socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET));
        }
        return;
    }
    if (what == CURL_POLL_REMOVE) {
        m_waiter.remove(socket);
        setRegistered(socket, false);
        return;
    }
    const std::uint32_t events = ((what & CURL_POLL_IN) != 0 ? static_cast<std::uint32_t>(EPOLLIN) : 0U) |
                                 ((what & CURL_POLL_OUT) != 0 ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    if (registered) {
        m_waiter.modify(socket, events);
    } else {
        setRegistered(socket, m_waiter.add(socket, events));
    }
}

int CurlMultiDriver::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* self,
                              void* /*socketData*/) {
    static_cast<CurlMultiDriver*>(self)->watch(socket, what);
    return 0;
}

int CurlMultiDriver::onTimer(CURLM* /*multi*/, long timeoutMs, void* self) {
    auto& driver = *static_cast<CurlMultiDriver*>(self);
    if (timeoutMs < 0) {
        driver.m_timerAt.reset();
    } else {
        driver.m_timerAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeoutMs);
    }
    return 0;
}

curl_socket_t CurlMultiDriver::onOpen(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    const int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0) {
        return CURL_SOCKET_BAD;
    }
    auto& driver = *static_cast<CurlMultiDriver*>(self);
    driver.setRegistered(fd, false);
    driver.m_open.fetch_add(1, std::memory_order_relaxed);
    return fd;
}

int CurlMultiDriver::onClose(void* self, curl_socket_t socket) {
    auto& driver = *static_cast<CurlMultiDriver*>(self);
    driver.setRegistered(socket, false);
    driver.m_open.fetch_sub(1, std::memory_order_relaxed);
    return close(socket);
}

}  // namespace leaktide
