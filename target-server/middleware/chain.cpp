#include "target-server/middleware/chain.h"

#include "target-server/routes/router.h"

namespace leaktide::target {

awaitable<void> Next::operator()(Context& context) const {
    return m_chain->m_middlewares[m_index](context, Next(*m_chain, m_index + 1));
}

awaitable<void> dispatch(Context& context, Next /*next*/) {
    const auto handler = context.routes->find(context);
    if (!handler) {
        return {};
    }
    if (const auto* plain = std::get_if<PlainHandler>(&*handler)) {
        (*plain)(context);
        return {};
    }
    return std::get<WaitingHandler>(*handler)(context);
}

Chain makeLoadChain() {
    return Chain({logAccess, recoverErrors, joinTrace, setDeadline, dispatch});
}

Chain makeDebugChain() {
    return Chain({recoverErrors, guardDebug, dispatch});
}

}  // namespace leaktide::target
