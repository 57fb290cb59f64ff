#include "target-server/middleware/chain.h"

#include "target-server/routes/router.h"

namespace leaktide::target {

namespace {

awaitable<void> nothing() {
    co_return;
}

awaitable<void> runPlain(PlainHandler handler, Context& context) {
    handler(context);
    co_return;
}

}  // namespace

awaitable<void> Next::operator()(Context& context) const {
    return m_chain->m_middlewares[m_index](context, Next(*m_chain, m_index + 1));
}

awaitable<void> dispatch(Context& context, Next /*next*/) {
    const auto handler = context.routes->find(context);
    if (!handler) {
        return nothing();
    }
    if (const auto* plain = std::get_if<PlainHandler>(&*handler)) {
        return runPlain(*plain, context);
    }
    return std::get<WaitingHandler>(*handler)(context);
}

Chain makeLoadChain() {
    return Chain({recoverErrors, logAccess, joinTrace, setDeadline, dispatch});
}

Chain makeDebugChain() {
    return Chain({recoverErrors, guardDebug, dispatch});
}

}  // namespace leaktide::target
