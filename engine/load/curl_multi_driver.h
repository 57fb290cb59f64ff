// Curl multi handles driven by one epoll through curl_multi_socket_action: what both exchanges open, watch
// and close their connections with.
//
// The slots of an exchange are shared out over groups, each with a multi handle of its own: for every request
// libcurl looks through the connections of its multi, so a few dozen must be the most there is to look
// through. Streams of HTTP/2 share connections, and one group.
//
// Edge-triggered, a socket is registered once for as long as it is open, so that a request costs no
// epoll_ctl; the user of the driver must then read until there is nothing more. Level-triggered, it follows
// libcurl's wishes.
//
// Threading: as in exchange.h. The easy handles must leave it, or be cleaned up, before it is destroyed.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"
#include "engine/load/connection_book.h"
#include "engine/load/epoll_waiter.h"
#include "engine/load/http2_streams.h"

namespace leaktide {

enum class Triggering { Level, Edge };

class CurlMultiDriver {
public:
    // `connectionsPerSlot`: how many of its connections a slot may leave behind at a time.
    CurlMultiDriver(EpollWaiter& waiter, Triggering triggering, std::uint32_t slots,
                    std::uint32_t connectionsPerSlot);
    CurlMultiDriver(const CurlMultiDriver&) = delete;
    CurlMultiDriver& operator=(const CurlMultiDriver&) = delete;
    ~CurlMultiDriver() = default;

    [[nodiscard]] bool ok() const;
    // HTTP/2: so many streams at a time on each of at most so many connections.
    void multiplex(std::uint32_t connections, std::uint32_t streams);
    void adopt(CURL* easy);  // its sockets are opened and closed here; once per handle
    void add(CURL* easy, std::uint32_t slot) { curl_multi_add_handle(multiOf(slot), easy); }
    void remove(CURL* easy, std::uint32_t slot) { curl_multi_remove_handle(multiOf(slot), easy); }

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
    // From now on, what has come on a connection and was never read is kept when it is closed, of the last
    // one.
    void keepLastWords() { m_keepsLastWords = true; }
    // Of the connection that had this local port.
    [[nodiscard]] std::string_view lastWords(int localPort) const {
        return localPort > 0 && localPort == m_lastPort ? std::string_view(m_lastWords) : std::string_view();
    }
    // libcurl asks for no watch on a connection that was made at once, as over a Unix socket.
    void watchOpen(int socket, std::uint32_t slot);
    // With all that has come and was not yet read; libcurl, from within a call of which this is done, finds
    // the connection ended. By name, as in http2_streams.h.
    void cutConnection(const std::string& name);
    // Called with the name of each connection that is about to be closed.
    void tellClosed(std::function<void(const std::string&)> whom) { m_onClosed = std::move(whom); }
    [[nodiscard]] ConnectionBook& book() { return m_book; }
    [[nodiscard]] std::uint64_t openSockets() const { return m_open.load(std::memory_order_relaxed); }

private:
    struct MultiDeleter {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    struct Group {
        CurlMultiDriver* driver = nullptr;
        std::unique_ptr<CURLM, MultiDeleter> multi;
        std::optional<SteadyTime> timerAt;
        bool calls = false;    // wants to be called at once; listed in m_calling
        bool touched = false;  // transfers may have ended; listed in m_touched
    };
    void makeGroups(std::size_t count, std::uint32_t mostConnections);
    void configure(Group& group) const;
    void act(Group& group, curl_socket_t socket, int events);
    void watch(Group& group, curl_socket_t socket, int what);
    void onClosing(int socket);
    [[nodiscard]] std::string nameOf(int socket) const;
    void setWatcher(curl_socket_t socket, Group* group);
    [[nodiscard]] Group* watcherOf(curl_socket_t socket) const;
    [[nodiscard]] CURLM* multiOf(std::uint32_t slot) const {
        return m_groups[slot % m_groups.size()]->multi.get();
    }

    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* group, void* socketData);
    static int onTimer(CURLM* multi, long timeoutMs, void* group);
    static curl_socket_t onOpen(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int onClose(void* self, curl_socket_t socket);

    EpollWaiter& m_waiter;
    Triggering m_triggering;
    std::uint32_t m_mostConnections = 0;  // of a group
    std::uint32_t m_streams = 1;
    std::vector<Group*> m_watchers;                      // by socket number; null: not in the epoll
    std::function<void(const std::string&)> m_onClosed;  // may be empty
    bool m_keepsLastWords = false;
    int m_lastPort = 0;
    std::string m_lastWords;
    struct Peer {
        bool open = false;  // watched or not
        std::string address;
        int port = 0;
    };
    std::vector<Peer> m_peers;  // by socket number
    std::atomic<std::uint64_t> m_open{0};
    ConnectionBook m_book;  // before the multi handles, which close their connections when they go
    std::vector<Group*> m_calling;
    std::vector<Group*> m_called;  // empty but inside actOnTimer()
    std::vector<Group*> m_touched;
    SteadyTime m_nextTimer = SteadyTime::max();  // never later than the earliest of the groups'
    std::vector<std::unique_ptr<Group>> m_groups;
};

}  // namespace leaktide
