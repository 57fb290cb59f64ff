#include "target-server/core/text.h"
#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

namespace {

using Clock = std::chrono::steady_clock;

void log(Context& context, Clock::time_point begun) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
    const Trace& trace = context.trace;
    std::string line(context.exchange->date());
    line.append(" ")
        .append(context.request.methodName)
        .append(" ")
        .append(context.request.target)
        .append(" ");
    appendNumber(line, context.response.status);
    line += ' ';
    appendNumber(line, context.response.body.size());
    line += "B ";
    appendNumber(line, took.count());
    line.append("us trace=").append(trace.traceId).append(" span=").append(trace.spanId);
    line.append(" parent=").append(trace.parentId.empty() ? "-" : trace.parentId).append("\n");
    context.lab->accessLog.write(line);
}

awaitable<void> logLater(Context& context, Clock::time_point begun, awaitable<void> rest) {
    co_await std::move(rest);
    log(context, begun);
}

}  // namespace

// The request target has no control character in it: the parser refuses those. So one request is one line.
awaitable<void> logAccess(Context& context, Next next) {
    if (!context.lab->accessLog.on()) {
        return next(context);
    }
    const auto begun = Clock::now();
    awaitable<void> rest = next(context);
    if (rest.valid()) {
        return logLater(context, begun, std::move(rest));
    }
    log(context, begun);
    return {};
}

}  // namespace leaktide::target
