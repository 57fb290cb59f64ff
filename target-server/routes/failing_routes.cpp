// /status/CODE, /panic, /flaky: what goes wrong, on demand.
#include <stdexcept>

#include "target-server/core/circuit_breaker.h"
#include "target-server/core/random.h"
#include "target-server/core/text.h"
#include "target-server/lab.h"
#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

constexpr std::string_view StatusPrefix = "/status/";

void answerStatus(Context& context) {
    const auto status = parseNumber<int>(context.request.path.substr(StatusPrefix.size()));
    if (!status || *status < 200 || *status > 599) {
        context.response.text(400, "the status must be a whole number from 200 to 599");
        return;
    }
    context.response.text(*status, reasonPhrase(*status));
}

void panic(Context& /*context*/) {
    throw std::runtime_error("panic was asked for");
}

// Fails with probability p, by the class that is asked for; a breaker answers in its place when it failed too
// often.
void flaky(Context& context) {
    const auto share = parseDecimal(context.request.parameter("p").value_or("0.5"));
    const auto kind = context.request.number("class", 503, 400, 599);
    if (!share || *share < 0 || *share > 1 || !kind || (*kind != 400 && *kind != 429 && *kind != 503)) {
        context.response.text(400, "p must be a number from 0 to 1, class one of 400, 429, 503");
        return;
    }
    CircuitBreaker& breaker = context.lab->flakyBreaker;
    const auto now = std::chrono::steady_clock::now();
    if (!breaker.admits(now)) {
        context.response.text(503, "the circuit breaker is open");
        context.response.addField("Retry-After", "1");
        return;
    }
    if (randomShare() >= *share) {
        breaker.succeeded();
        context.response.text(200, "it worked");
        return;
    }
    // A 400 is the caller's own doing: it says nothing of what stands behind the breaker.
    if (*kind == 400) {
        breaker.succeeded();
    } else {
        breaker.failed(now);
    }
    context.response.text(static_cast<int>(*kind), "it failed");
}

}  // namespace

void addFailingRoutes(Router& router) {
    router.add({StatusPrefix, {Method::Get}, PlainHandler(answerStatus), PathMatch::Prefix});
    router.add({"/panic", {Method::Get}, PlainHandler(panic)});
    router.add({"/flaky", {Method::Get}, PlainHandler(flaky)});
}

}  // namespace leaktide::target
