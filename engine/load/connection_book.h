// Keeps account of the connections of one worker: how long each took to make, and why each was closed. Costs
// a request nothing; a connection one question to the kernel when it ends. Belongs to the worker's thread.
#pragma once

#include <curl/curl.h>

#include <optional>
#include <vector>

#include "engine/measure/connection_tally.h"
#include "engine/plan/plan.h"

namespace leaktide {

class ConnectionBook {
public:
    void useRules(const ConnectionPlan& plan);  // what closes connections by themselves
    void onSocket(int socket);                  // it was made, and is not connected yet
    void onClosing(int socket);                 // about to be closed
    void onOpened(CURL* easy);                  // the handle has just made a connection

    // While it lives, connections are closed for this reason; the outermost counts.
    class Because {
    public:
        Because(ConnectionBook& book, CloseReason reason) : m_book(book), m_before(book.m_because) {
            book.m_because = m_before.value_or(reason);
        }
        ~Because() { m_book.m_because = m_before; }
        Because(const Because&) = delete;
        Because& operator=(const Because&) = delete;

    private:
        ConnectionBook& m_book;
        std::optional<CloseReason> m_before;
    };
    // Of the connections libcurl closed since the last call without a word: so many after errors, the rest
    // because the target said that it would.
    void explainCloses(std::uint64_t errors);
    [[nodiscard]] ConnectionTally& tally() { return m_tally; }  // since it was last emptied

private:
    void count(CloseReason reason) { ++m_tally.closed[static_cast<std::size_t>(reason)]; }

    ConnectionTally m_tally;
    std::optional<CloseReason> m_because;
    std::uint64_t m_unexplained = 0;  // closes
    bool m_keepAlive = true;
    std::optional<Nanos> m_idleTimeout;
    std::optional<Nanos> m_maxLifetime;
    std::vector<SteadyTime> m_madeAt;  // by socket number, only where lifetimes are limited
};

}  // namespace leaktide
