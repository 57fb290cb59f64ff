#include "engine/load/curl_exchange.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace leaktide {

namespace {

// libcurl sends at most one upload buffer per call, so a longer body needs to be told of room again and
// again.
constexpr std::size_t LargestEdgeTriggeredBody = 16 * 1024;

int curlEventsOf(std::uint32_t events) {
    int mask = 0;
    mask |= (events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) != 0 ? CURL_CSELECT_IN : 0;
    mask |= (events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
    mask |= (events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0;
    return mask;
}

}  // namespace

Result<std::unique_ptr<CurlExchange>> CurlExchange::create(std::shared_ptr<const PreparedLoad> load,
                                                           std::uint32_t slots, AnswerSink& sink) {
    std::unique_ptr<CurlExchange> exchange(new CurlExchange(std::move(load), slots, sink));
    if (!exchange->ready()) {
        return Error{ErrorKind::Io, "a load worker could not be set up: out of memory or file descriptors"};
    }
    return exchange;
}

CurlExchange::CurlExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots, AnswerSink& sink)
    : m_load(std::move(load)),
      m_sink(sink),
      m_triggering(m_load->plainHttp && m_load->largestBody <= LargestEdgeTriggeredBody ? Triggering::Edge
                                                                                        : Triggering::Level),
      m_multi(curl_multi_init()) {
    m_shared.socketOwner = this;
    m_shared.openSocket = &CurlExchange::onOpen;
    m_shared.closeSocket = &CurlExchange::onClose;
    if (m_multi) {
        configureMulti(slots);
    }
    m_transfers.reserve(slots);
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        m_transfers.push_back(std::make_unique<CurlTransfer>(slot, *m_load, m_shared));
    }
}

CurlExchange::~CurlExchange() {
    for (const auto& transfer : m_transfers) {
        if (transfer->inFlight()) {
            curl_multi_remove_handle(m_multi.get(), transfer->handle());
        }
    }
    m_transfers.clear();
}

bool CurlExchange::ready() const {
    return m_waiter.ok() && m_multi && std::all_of(m_transfers.begin(), m_transfers.end(), [](const auto& t) {
               return t->handle() != nullptr;
           });
}

void CurlExchange::configureMulti(std::uint32_t slots) {
    CURLM* multi = m_multi.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlExchange::onSocket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlExchange::onTimer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(slots));
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
}

void CurlExchange::begin(std::uint32_t slot, std::size_t request) {
    CurlTransfer& transfer = *m_transfers[slot];
    transfer.prepare(request);
    curl_multi_add_handle(m_multi.get(), transfer.handle());
}

void CurlExchange::turn(Nanos atMost) {
    const std::uint64_t endedBefore = m_ended;
    actOnTimer();
    harvest();
    Nanos wait = m_ended == endedBefore ? atMost : Nanos(0);
    if (m_timerAt) {
        wait = std::min<Nanos>(wait, *m_timerAt - std::chrono::steady_clock::now());
    }
    for (const epoll_event& event : m_waiter.wait(wait)) {
        act(event.data.fd, curlEventsOf(event.events));
    }
    actOnTimer();
    harvest();
}

void CurlExchange::act(curl_socket_t socket, int events) {
    int running = 0;
    std::uint64_t seenBefore = 0;
    std::uint64_t endedBefore = 0;
    do {
        seenBefore = m_shared.bytesSeen;
        endedBefore = m_ended;
        curl_multi_socket_action(m_multi.get(), socket, events, &running);
        if (m_triggering == Triggering::Edge) {
            harvest();
        }
    } while (m_triggering == Triggering::Edge && m_shared.bytesSeen != seenBefore && m_ended == endedBefore);
}

void CurlExchange::actOnTimer() {
    if (m_timerAt && *m_timerAt <= std::chrono::steady_clock::now()) {
        m_timerAt.reset();
        int running = 0;
        curl_multi_socket_action(m_multi.get(), CURL_SOCKET_TIMEOUT, 0, &running);
    }
}

void CurlExchange::harvest() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        const CURLcode code = message->data.result;
        CURL* easy = message->easy_handle;
        CurlTransfer* transfer = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        curl_multi_remove_handle(m_multi.get(), easy);
        ++m_ended;
        m_sink.onAnswer(transfer->finish(code));
    }
}

void CurlExchange::cancelAll() {
    harvest();  // what has ended has ended
    for (const auto& transfer : m_transfers) {
        if (transfer->inFlight()) {
            curl_multi_remove_handle(m_multi.get(), transfer->handle());
            ++m_ended;
            m_sink.onAnswer(transfer->abort());
        }
    }
}

void CurlExchange::closeConnections() {
    // A multi keeps its idle connections until it is cleaned up; a new one takes its place.
    m_timerAt.reset();
    const auto slots = static_cast<std::uint32_t>(m_transfers.size());
    m_multi.reset(curl_multi_init());
    if (m_multi) {
        configureMulti(slots);
    }
}

CurlExchange::SocketState& CurlExchange::stateOf(curl_socket_t socket) {
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_sockets.size()) {
        m_sockets.resize(std::max<std::size_t>(index + 1, m_sockets.size() * 2));
    }
    return m_sockets[index];
}

void CurlExchange::watch(curl_socket_t socket, int what) {
    SocketState& state = stateOf(socket);
    if (m_triggering == Triggering::Edge) {
        if (what != CURL_POLL_REMOVE && !state.registered) {
            state.registered = m_waiter.add(socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        }
        return;
    }
    if (what == CURL_POLL_REMOVE) {
        m_waiter.remove(socket);
        state.registered = false;
        return;
    }
    const std::uint32_t events = ((what & CURL_POLL_IN) != 0 ? static_cast<std::uint32_t>(EPOLLIN) : 0U) |
                                 ((what & CURL_POLL_OUT) != 0 ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    if (state.registered) {
        m_waiter.modify(socket, events);
    } else {
        state.registered = m_waiter.add(socket, events);
    }
}

int CurlExchange::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* self, void* /*socketData*/) {
    static_cast<CurlExchange*>(self)->watch(socket, what);
    return 0;
}

int CurlExchange::onTimer(CURLM* /*multi*/, long timeoutMs, void* self) {
    auto& exchange = *static_cast<CurlExchange*>(self);
    if (timeoutMs < 0) {
        exchange.m_timerAt.reset();
    } else {
        exchange.m_timerAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeoutMs);
    }
    return 0;
}

curl_socket_t CurlExchange::onOpen(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    const int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0) {
        return CURL_SOCKET_BAD;
    }
    auto& exchange = *static_cast<CurlExchange*>(self);
    exchange.stateOf(fd) = {};
    exchange.m_open.fetch_add(1, std::memory_order_relaxed);
    return fd;
}

int CurlExchange::onClose(void* self, curl_socket_t socket) {
    auto& exchange = *static_cast<CurlExchange*>(self);
    exchange.stateOf(socket) = {};
    exchange.m_open.fetch_sub(1, std::memory_order_relaxed);
    return close(socket);
}

}  // namespace leaktide
