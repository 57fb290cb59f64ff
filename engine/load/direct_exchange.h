// The fast exchange, for plain HTTP/1.1: connections are made, held and closed by a curl multi handle
// (CURLOPT_CONNECT_ONLY: DNS, happy eyeballs, connect timeouts), requests and responses travel on the
// connection's own socket. A request is serialised once before the run; a response is read into one buffer
// that all connections share and goes straight into a strict parser.
//
// A request whose reused connection was found closed, with not a byte of an answer, is sent again on a new
// one if its method is idempotent (RFC 9110, 9.2.2), at most five times; every send is counted as an attempt.
//
// Threading: as in exchange.h. Owns its connections; destroyed only after its worker has ended.
#pragma once

#include <memory>
#include <vector>

#include "engine/load/curl_multi_driver.h"
#include "engine/load/deadline_list.h"
#include "engine/load/direct_connection.h"
#include "engine/load/epoll_waiter.h"
#include "engine/load/exchange.h"
#include "engine/load/prepared_load.h"

namespace leaktide {

class DirectExchange final : public Exchange {
public:
    // Whether this load needs nothing that only libcurl's transfers can do; else a sentence says what.
    static Status canCarry(const PreparedLoad& load);
    static Result<std::unique_ptr<Exchange>> create(std::shared_ptr<const PreparedLoad> load,
                                                    std::uint32_t slots, AnswerSink& sink);
    ~DirectExchange() override;

    void begin(const Begin& what) override;
    void turn(Nanos atMost) override;
    void cancelAll() override;
    void closeConnections() override;
    void wake() override { m_waiter.ring(); }
    [[nodiscard]] std::uint64_t openConnections() const override { return m_multi.openSockets(); }
    [[nodiscard]] SentRequest sentOn(std::uint32_t slot) const override;
    [[nodiscard]] ConnectionTally& connections() override { return m_multi.book().tally(); }

private:
    DirectExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots, AnswerSink& sink);

    void connect(DirectConnection& connection);
    void harvestConnects();
    void onConnected(DirectConnection& connection);
    void onEvent(const epoll_event& event);
    void onReadable(DirectConnection& connection);
    bool onBytes(DirectConnection& connection, std::string_view bytes);
    void onPeerClosed(DirectConnection& connection, int error);
    void send(DirectConnection& connection);
    void disconnect(DirectConnection& connection);
    void succeed(DirectConnection& connection);
    void fail(DirectConnection& connection, FailureKind kind, std::string_view text);
    void answer(DirectConnection& connection, std::optional<FailureKind> failure, std::string_view text);
    void ask(const DirectConnection& connection, Answer& answer);
    void timeOut(SteadyTime now);
    void misbehave(DirectConnection& connection, SteadyTime now);
    void leave(SteadyTime now);
    void startSending(DirectConnection& connection, SteadyTime now);
    void readSlowly(SteadyTime now);
    [[nodiscard]] DirectConnection* connectionOf(int socket);

    static constexpr std::size_t ReadBufferSize = std::size_t{64} * 1024;

    std::shared_ptr<const PreparedLoad> m_load;
    AnswerSink& m_sink;
    EpollWaiter m_waiter;
    CurlMultiDriver m_multi;
    DeadlineList m_deadlines;
    DeadlineList m_leaving;                // when misbehaving requests are broken off
    DeadlineList m_slowReads;              // when they read on
    std::uint64_t m_answered = 0;          // requests, ever
    std::vector<std::uint32_t> m_unread;   // slots whose sockets held more than one event may read
    std::vector<std::uint32_t> m_ownerOf;  // slot + 1 by socket number
    std::vector<char> m_readBuffer;
    AnswerChecks::Failure m_checkFailure;  // the last one
    RequestValues m_values;
    std::vector<std::unique_ptr<DirectConnection>> m_connections;  // by slot
};

}  // namespace leaktide
