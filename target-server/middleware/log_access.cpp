#include "target-server/core/text.h"
#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

namespace {

awaitable<void> runAndLog(Context& context, Next next) {
    const auto begun = std::chrono::steady_clock::now();
    co_await next(context);
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
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

}  // namespace

// The request target has no control character in it: the parser refuses those. So one request is one line.
awaitable<void> logAccess(Context& context, Next next) {
    return context.lab->accessLog.on() ? runAndLog(context, next) : next(context);
}

}  // namespace leaktide::target
