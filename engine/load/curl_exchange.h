// The exchange that does everything libcurl does: one multi handle, driven by an epoll of its own through
// curl_multi_socket_action.
//
// Plain HTTP/1.1 with small bodies runs edge-triggered: a socket is registered once, for as long as it is
// open, so that a request costs no epoll_ctl. libcurl reads once per call there, hence a read that brought
// something but did not end the transfer is repeated until it brings nothing. Everything else runs
// level-triggered, as libcurl asks for it.
//
// Threading: as in exchange.h. Owns its easy handles; destroyed only after its worker has ended.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "engine/load/curl_transfer.h"
#include "engine/load/epoll_waiter.h"
#include "engine/load/exchange.h"

namespace leaktide {

class CurlExchange final : public Exchange {
public:
    static Result<std::unique_ptr<CurlExchange>> create(std::shared_ptr<const PreparedLoad> load,
                                                        std::uint32_t slots, AnswerSink& sink);
    ~CurlExchange() override;

    void begin(std::uint32_t slot, std::size_t request) override;
    void turn(Nanos atMost) override;
    void cancelAll() override;
    void closeConnections() override;
    void wake() override { m_waiter.ring(); }
    [[nodiscard]] std::uint64_t openConnections() const override {
        return m_open.load(std::memory_order_relaxed);
    }

private:
    struct MultiDeleter {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    enum class Triggering { Level, Edge };
    // What is known of a socket, by its number.
    struct SocketState {
        bool registered = false;
    };

    CurlExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots, AnswerSink& sink);
    [[nodiscard]] bool ready() const;
    void configureMulti(std::uint32_t slots);
    void act(curl_socket_t socket, int events);
    void actOnTimer();
    void harvest();
    SocketState& stateOf(curl_socket_t socket);
    void watch(curl_socket_t socket, int what);

    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* socketData);
    static int onTimer(CURLM* multi, long timeoutMs, void* self);
    static curl_socket_t onOpen(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int onClose(void* self, curl_socket_t socket);

    std::shared_ptr<const PreparedLoad> m_load;
    AnswerSink& m_sink;
    Triggering m_triggering;
    EpollWaiter m_waiter;
    CurlSharedState m_shared;
    std::vector<SocketState> m_sockets;
    std::atomic<std::uint64_t> m_open{0};
    std::optional<SteadyTime> m_timerAt;
    std::uint64_t m_ended = 0;  // transfers, ever
    std::unique_ptr<CURLM, MultiDeleter> m_multi;
    std::vector<std::unique_ptr<CurlTransfer>> m_transfers;  // before the multi is cleaned up
};

}  // namespace leaktide
