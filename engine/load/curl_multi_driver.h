// A curl multi handle driven by an epoll through curl_multi_socket_action: what both exchanges open, watch
// and close their connections with.
//
// Edge-triggered, a socket is registered once for as long as it is open, so that a request costs no
// epoll_ctl; the user of the driver must then read until there is nothing more. Level-triggered, it follows
// libcurl's wishes.
//
// Threading: as in exchange.h. The easy handles must leave it, or be cleaned up, before it is destroyed.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/units.h"
#include "engine/load/epoll_waiter.h"

namespace leaktide {

enum class Triggering { Level, Edge };

class CurlMultiDriver {
public:
    CurlMultiDriver(EpollWaiter& waiter, Triggering triggering, std::uint32_t mostConnections);
    CurlMultiDriver(const CurlMultiDriver&) = delete;
    CurlMultiDriver& operator=(const CurlMultiDriver&) = delete;
    ~CurlMultiDriver() = default;

    [[nodiscard]] bool ok() const { return m_multi != nullptr; }
    // HTTP/2: so many streams at a time on each of at most so many connections.
    void multiplex(std::uint32_t connections, std::uint32_t streams);
    void adopt(CURL* easy);  // its sockets are opened and closed here; once per handle
    void add(CURL* easy) { curl_multi_add_handle(m_multi.get(), easy); }
    void remove(CURL* easy) { curl_multi_remove_handle(m_multi.get(), easy); }

    void act(int socket, std::uint32_t epollEvents);
    void actOnTimer();  // when it is due
    // At most `atMost`, less when libcurl wants to be called earlier.
    [[nodiscard]] Nanos limitWait(Nanos atMost) const;
    // The next transfer that has ended, unset when there is none.
    struct Ended {
        CURL* easy = nullptr;
        CURLcode code = CURLE_OK;
    };
    std::optional<Ended> nextEnded();
    void closeIdleConnections();  // with no handle added
    [[nodiscard]] std::uint64_t openSockets() const { return m_open.load(std::memory_order_relaxed); }

private:
    struct MultiDeleter {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    void configure();
    void watch(curl_socket_t socket, int what);
    void setRegistered(curl_socket_t socket, bool registered);
    [[nodiscard]] bool isRegistered(curl_socket_t socket) const;

    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* socketData);
    static int onTimer(CURLM* multi, long timeoutMs, void* self);
    static curl_socket_t onOpen(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int onClose(void* self, curl_socket_t socket);

    EpollWaiter& m_waiter;
    Triggering m_triggering;
    std::uint32_t m_mostConnections;
    std::uint32_t m_streams = 1;
    std::vector<bool> m_registered;  // by socket number
    std::atomic<std::uint64_t> m_open{0};
    std::optional<SteadyTime> m_timerAt;
    std::unique_ptr<CURLM, MultiDeleter> m_multi;
};

}  // namespace leaktide
