// The exchange that does everything libcurl does: each request is an ordinary transfer of the multi handle.
//
// Plain HTTP/1.1 with small bodies runs edge-triggered. libcurl reads once per call there, hence a read that
// brought something but did not end the transfer is repeated until it brings nothing. Everything else runs
// level-triggered.
//
// Threading: as in exchange.h. Owns its easy handles; destroyed only after its worker has ended.
#pragma once

#include <memory>
#include <vector>

#include "engine/load/curl_multi_driver.h"
#include "engine/load/curl_transfer.h"
#include "engine/load/epoll_waiter.h"
#include "engine/load/exchange.h"

namespace leaktide {

class CurlExchange final : public Exchange {
public:
    static Status canCarry(const PreparedLoad& load);
    static Result<std::unique_ptr<Exchange>> create(std::shared_ptr<const PreparedLoad> load,
                                                    std::uint32_t slots, AnswerSink& sink);
    ~CurlExchange() override;

    void begin(const Begin& what) override;
    void turn(Nanos atMost) override;
    void cancelAll() override;
    void closeConnections() override { m_multi.closeIdleConnections(); }
    void wake() override { m_waiter.ring(); }
    [[nodiscard]] std::uint64_t openConnections() const override { return m_multi.openSockets(); }
    [[nodiscard]] SentRequest sentOn(std::uint32_t slot) const override { return m_transfers[slot]->sent(); }
    [[nodiscard]] ConnectionTally& connections() override { return m_multi.book().tally(); }

private:
    CurlExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots, AnswerSink& sink);
    [[nodiscard]] bool ready() const;
    void act(int socket, std::uint32_t events);
    void harvest();
    // Of a transfer that has just left the multi: whether it ended in an error.
    bool conclude(CurlTransfer& transfer, CURLcode code);
    std::uint64_t takeBackTurnedAway();  // how many of them are errors

    std::shared_ptr<const PreparedLoad> m_load;
    AnswerSink& m_sink;
    Triggering m_triggering;
    EpollWaiter m_waiter;
    CurlMultiDriver m_multi;
    std::vector<int> m_unread;  // sockets that held more than one event may read
    std::uint64_t m_ended = 0;  // transfers, ever
    CurlTransfer::Shared m_shared;
    std::vector<std::unique_ptr<CurlTransfer>> m_transfers;
};

}  // namespace leaktide
