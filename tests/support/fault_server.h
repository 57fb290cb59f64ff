// A server of faults on raw sockets: answers by URL path, well or badly on purpose, and counts what it truly
// saw, so that a client's report can be reconciled to the last request. Not HTTP beyond what the faults need.
//
// Threading: one thread accepts, one thread serves each connection (bounded by the tests' connection counts);
// counts() may be read from any thread. The destructor closes every socket and joins.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/fault_scripts.h"
#include "tests/support/socket_server.h"

namespace leaktide::test {

// received = clean + faulted + inFlight, always.
struct FaultCounts {
    std::uint64_t accepted = 0;  // connections
    std::uint64_t received = 0;  // whole requests
    std::uint64_t clean = 0;     // answered as HTTP asks for
    std::uint64_t faulted = 0;   // answered wrongly, or not at all, on purpose
    std::uint64_t inFlight = 0;
    std::uint64_t bodyBytes = 0;  // of requests
};

// What happens to a connection before any request is read.
enum class AcceptMode { Serve, Reset, Close, Banner, Silence };

class FaultServer {
public:
    explicit FaultServer(std::uint16_t port = 0);  // of 127.0.0.1; 0: one that is free
    ~FaultServer();
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_sockets.port(); }
    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] FaultCounts counts() const;
    [[nodiscard]] std::vector<std::string> targets() const;  // of the first thousand requests, sorted
    [[nodiscard]] std::vector<std::string> heads() const;    // of the same, whole, as they came
    void setAcceptMode(AcceptMode mode) { m_acceptMode = mode; }
    // Answers nothing for this long from now on, then goes on with what has come meanwhile.
    void stall(std::chrono::nanoseconds duration);

private:
    class Connection;
    void serve(int socket);
    void waitOutStall() const;
    bool answer(int socket, const Connection& connection, const std::string& path, const std::string& query);
    bool play(int socket, const FaultScript& script);
    bool drip(int socket, std::string_view bytes);
    bool pour(int socket);
    bool trickle(int socket, Judgement judgement);

    std::atomic<AcceptMode> m_acceptMode{AcceptMode::Serve};
    std::atomic<std::int64_t> m_stalledUntilNs{0};
    std::atomic<std::uint64_t> m_received{0};
    std::atomic<std::uint64_t> m_clean{0};
    std::atomic<std::uint64_t> m_faulted{0};
    std::atomic<std::uint64_t> m_nth{0};
    std::atomic<std::uint64_t> m_bodyBytes{0};
    mutable std::mutex m_mutex;
    std::vector<std::string> m_targets;
    std::vector<std::string> m_heads;
    SocketServer m_sockets;  // last: it ends before what its threads use
};

}  // namespace leaktide::test
