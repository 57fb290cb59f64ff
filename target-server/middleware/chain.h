// The way of a request through the server, as in Gin: each middleware does its part and calls next(). One
// that has nothing to do afterwards returns next(context) as it is and costs no coroutine frame; what is done
// already returns an empty awaitable, so that a handler that never waits costs none at all. Built once, then
// read by all threads.
#pragma once

#include <utility>
#include <vector>

#include "target-server/core/context.h"
#include "target-server/http/exchange.h"

namespace leaktide::target {

class Chain;

class Next {
public:
    Next(const Chain& chain, std::size_t index) : m_chain(&chain), m_index(index) {}
    awaitable<void> operator()(Context& context) const;

private:
    const Chain* m_chain;
    std::size_t m_index;
};

using Middleware = awaitable<void> (*)(Context&, Next);

class Chain {
public:
    explicit Chain(std::vector<Middleware> middlewares) : m_middlewares(std::move(middlewares)) {}
    // Fills the response of the context: now, or when the awaitable, if there is one, has ended. Throws
    // nothing when recoverErrors is in the chain.
    [[nodiscard]] awaitable<void> run(Context& context) const { return Next(*this, 0)(context); }

private:
    friend class Next;
    std::vector<Middleware> m_middlewares;  // the last one calls no next()
};

// One file each.
awaitable<void> recoverErrors(Context& context, Next next);  // what throws becomes a 500 or a 503
awaitable<void> logAccess(Context& context, Next next);
awaitable<void> joinTrace(Context& context, Next next);
awaitable<void> setDeadline(Context& context, Next next);
awaitable<void> guardDebug(Context& context, Next next);  // loopback peers, known Host
awaitable<void> dispatch(Context& context, Next next);    // the router's handler

Chain makeLoadChain();
Chain makeDebugChain();

}  // namespace leaktide::target
