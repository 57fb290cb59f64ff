#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

// From here the handler has so long; then the worker's walk cancels it, and recoverErrors answers 503.
awaitable<void> setDeadline(Context& context, Next next) {
    context.exchange->allow(context.lab->settings.limits.handlerTime);
    return next(context);
}

}  // namespace leaktide::target
