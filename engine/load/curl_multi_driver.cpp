#include "engine/load/curl_multi_driver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace leaktide {

namespace {

constexpr std::uint32_t SlotsPerGroup = 32;
constexpr std::size_t MostLastWords = std::size_t{16} * 1024;

int curlEventsOf(std::uint32_t events) {
    int mask = 0;
    mask |= (events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) != 0 ? CURL_CSELECT_IN : 0;
    mask |= (events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
    mask |= (events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0;
    return mask;
}

int portOf(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);  // NOLINT: the sockets API
    }
    return address.sa_family == AF_INET6
               ? ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port)  // NOLINT: the same
               : 0;
}

int localPortOf(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: the same
    return getsockname(socket, generic, &size) == 0 ? portOf(*generic) : 0;
}

std::string addressOf(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bits = nullptr;
    if (address.sa_family == AF_INET) {
        bits = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;  // NOLINT: the same
    } else if (address.sa_family == AF_INET6) {
        bits = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;  // NOLINT: the same
    }
    return bits != nullptr && inet_ntop(address.sa_family, bits, text.data(), text.size()) != nullptr
               ? text.data()
               : "";
}

}  // namespace

CurlMultiDriver::CurlMultiDriver(EpollWaiter& waiter, Triggering triggering, std::uint32_t slots,
                                 std::uint32_t connectionsPerSlot)
    : m_waiter(waiter), m_triggering(triggering) {
    const std::size_t groups = (slots + SlotsPerGroup - 1) / SlotsPerGroup;
    makeGroups(std::max<std::size_t>(groups, 1), SlotsPerGroup * connectionsPerSlot);
}

void CurlMultiDriver::makeGroups(std::size_t count, std::uint32_t mostConnections) {
    m_mostConnections = mostConnections;
    m_groups.clear();
    m_groups.reserve(count);
    m_calling.reserve(count);
    m_called.reserve(count);
    m_touched.reserve(count);
    while (m_groups.size() < count) {
        m_groups.push_back(std::make_unique<Group>());
        m_groups.back()->driver = this;
        configure(*m_groups.back());
    }
}

bool CurlMultiDriver::ok() const {
    return std::all_of(m_groups.begin(), m_groups.end(), [](const auto& g) { return g->multi != nullptr; });
}

// Gives the group a new multi handle.
void CurlMultiDriver::configure(Group& group) const {
    group.multi.reset(curl_multi_init());
    CURLM* multi = group.multi.get();
    if (multi == nullptr) {
        return;
    }
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlMultiDriver::onSocket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, &group);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlMultiDriver::onTimer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, &group);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(m_mostConnections));
    const bool multiplexed = m_streams > 1;
    curl_multi_setopt(multi, CURLMOPT_PIPELINING,
                      static_cast<long>(multiplexed ? CURLPIPE_MULTIPLEX : CURLPIPE_NOTHING));
    if (multiplexed) {
        curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(m_mostConnections));
        curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, static_cast<long>(m_streams));
    }
}

void CurlMultiDriver::multiplex(std::uint32_t connections, std::uint32_t streams) {
    m_streams = streams;
    makeGroups(1, connections);
}

void CurlMultiDriver::adopt(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlMultiDriver::onOpen);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlMultiDriver::onClose);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
}

void CurlMultiDriver::act(Group& group, curl_socket_t socket, int events) {
    if (!group.touched) {
        group.touched = true;
        m_touched.push_back(&group);
    }
    int running = 0;
    curl_multi_socket_action(group.multi.get(), socket, events, &running);
}

void CurlMultiDriver::act(int socket, std::uint32_t epollEvents) {
    if (Group* group = watcherOf(socket)) {
        act(*group, socket, curlEventsOf(epollEvents));
    }
}

void CurlMultiDriver::actOnTimer() {
    m_called.swap(m_calling);
    for (Group* group : m_called) {
        group->calls = false;
        act(*group, CURL_SOCKET_TIMEOUT, 0);
    }
    m_called.clear();
    if (m_nextTimer == SteadyTime::max()) {
        return;
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (m_nextTimer > now) {
        return;
    }
    m_nextTimer = SteadyTime::max();
    for (const auto& group : m_groups) {
        if (group->timerAt && *group->timerAt <= now) {
            group->timerAt.reset();
            act(*group, CURL_SOCKET_TIMEOUT, 0);
        }
        m_nextTimer = std::min(m_nextTimer, group->timerAt.value_or(SteadyTime::max()));
    }
}

Nanos CurlMultiDriver::limitWait(Nanos atMost) const {
    if (!m_calling.empty()) {
        return Nanos(0);
    }
    return m_nextTimer == SteadyTime::max()
               ? atMost
               : std::min<Nanos>(atMost, m_nextTimer - std::chrono::steady_clock::now());
}

std::optional<CurlMultiDriver::Ended> CurlMultiDriver::nextEnded() {
    for (; !m_touched.empty(); m_touched.pop_back()) {
        Group& group = *m_touched.back();
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(group.multi.get(), &left)) {
            if (message->msg == CURLMSG_DONE) {
                return Ended{message->easy_handle, message->data.result};
            }
        }
        group.touched = false;
    }
    return std::nullopt;
}

void CurlMultiDriver::closeIdleConnections() {
    const ConnectionBook::Because ended(m_book, CloseReason::EndOfRun);
    // A multi keeps its idle connections until it is cleaned up; a new one takes its place.
    for (const auto& group : m_groups) {
        group->timerAt.reset();
        configure(*group);
    }
}

void CurlMultiDriver::onClosing(int socket) {
    if (m_onClosed) {
        m_onClosed(nameOf(socket));
    }
    if (m_keepsLastWords) {
        m_lastWords.resize(MostLastWords);
        const ssize_t got = recv(socket, m_lastWords.data(), m_lastWords.size(), MSG_DONTWAIT);
        m_lastWords.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        m_lastPort = localPortOf(socket);
    }
}

// The peer as it was when the socket was opened: one that has reset the connection cannot be asked any more.
std::string CurlMultiDriver::nameOf(int socket) const {
    const Peer& peer = m_peers[static_cast<std::size_t>(socket)];
    return connectionName(localPortOf(socket), peer.address, peer.port);
}

void CurlMultiDriver::cutConnection(const std::string& name) {
    const sockaddr nowhere{.sa_family = AF_UNSPEC, .sa_data = {}};
    for (std::size_t i = 0; i < m_peers.size(); ++i) {
        const int fd = static_cast<int>(i);
        if (m_peers[i].open && nameOf(fd) == name) {
            onClosing(fd);
            connect(fd, &nowhere, sizeof nowhere);
        }
    }
}

CurlMultiDriver::Group* CurlMultiDriver::watcherOf(curl_socket_t socket) const {
    const auto index = static_cast<std::size_t>(socket);
    return index < m_watchers.size() ? m_watchers[index] : nullptr;
}

void CurlMultiDriver::setWatcher(curl_socket_t socket, Group* group) {
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_watchers.size()) {
        m_watchers.resize(std::max<std::size_t>(index + 1, m_watchers.size() * 2));
        m_peers.resize(m_watchers.size());
    }
    m_watchers[index] = group;
}

void CurlMultiDriver::watch(Group& group, curl_socket_t socket, int what) {
    const auto begin = [&](std::uint32_t events) {
        setWatcher(socket, m_waiter.add(socket, events) ? &group : nullptr);
    };
    const bool registered = watcherOf(socket) != nullptr;
    if (m_triggering == Triggering::Edge) {
        if (what != CURL_POLL_REMOVE && !registered) {
            begin(EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        }
        return;
    }
    if (what == CURL_POLL_REMOVE) {
        m_waiter.remove(socket);
        setWatcher(socket, nullptr);
        return;
    }
    const std::uint32_t events = ((what & CURL_POLL_IN) != 0 ? static_cast<std::uint32_t>(EPOLLIN) : 0U) |
                                 ((what & CURL_POLL_OUT) != 0 ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    if (registered) {
        m_waiter.modify(socket, events);
    } else {
        begin(events);
    }
}

void CurlMultiDriver::watchOpen(int socket, std::uint32_t slot) {
    watch(*m_groups[slot % m_groups.size()], socket, CURL_POLL_INOUT);
}

int CurlMultiDriver::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* group,
                              void* /*socketData*/) {
    auto& ours = *static_cast<Group*>(group);
    ours.driver->watch(ours, socket, what);
    return 0;
}

int CurlMultiDriver::onTimer(CURLM* /*multi*/, long timeoutMs, void* group) {
    auto& ours = *static_cast<Group*>(group);
    CurlMultiDriver& driver = *ours.driver;
    ours.timerAt.reset();
    if (timeoutMs > 0) {
        ours.timerAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeoutMs);
        driver.m_nextTimer = std::min(driver.m_nextTimer, *ours.timerAt);
    } else if (timeoutMs == 0 && !ours.calls) {
        ours.calls = true;
        driver.m_calling.push_back(&ours);
    }
    return 0;
}

curl_socket_t CurlMultiDriver::onOpen(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    const int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0) {
        return CURL_SOCKET_BAD;
    }
    auto& driver = *static_cast<CurlMultiDriver*>(self);
    driver.setWatcher(fd, nullptr);
    driver.m_peers[static_cast<std::size_t>(fd)] = {true, addressOf(address->addr), portOf(address->addr)};
    driver.m_book.onSocket(fd);
    driver.m_open.fetch_add(1, std::memory_order_relaxed);
    return fd;
}

int CurlMultiDriver::onClose(void* self, curl_socket_t socket) {
    auto& driver = *static_cast<CurlMultiDriver*>(self);
    driver.m_book.onClosing(socket);
    driver.onClosing(socket);
    driver.setWatcher(socket, nullptr);
    driver.m_peers[static_cast<std::size_t>(socket)].open = false;
    driver.m_open.fetch_sub(1, std::memory_order_relaxed);
    return close(socket);
}

}  // namespace leaktide
