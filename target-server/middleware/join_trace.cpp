#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

// A caller that sent a trace gets it back; ids nobody asked for and nobody logs are never made.
awaitable<void> joinTrace(Context& context, Next next) {
    const Request& request = context.request;
    if (context.lab->accessLog.on() || request.field("traceparent") || request.field("X-Trace-ID")) {
        context.trace = traceOf(request);
        if (context.trace.fromClient) {
            context.response.addField("X-Trace-ID", context.trace.traceId);
            context.response.addField("X-Span-ID", context.trace.spanId);
            context.response.addField("traceparent", traceparentOf(context.trace));
        }
    }
    return next(context);
}

}  // namespace leaktide::target
