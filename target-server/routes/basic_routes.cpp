#include <nlohmann/json.hpp>

#include "target-server/core/json_text.h"
#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

void answerIndex(Context& context) {
    context.response.text(
        200,
        "leaktide-target\n\n"
        "  /json                                  a small JSON document\n"
        "  /echo, or POST /                       the body comes back\n"
        "  /delay?ms=10                           answers later\n"
        "  /stream?chunks=10&size=1024&delay_ms=0 chunk by chunk\n"
        "  /bytes?size=1024                       so many bytes\n"
        "  /buffer?strategy=heap|pooled|arena&size=4096\n"
        "  /status/CODE                           that status\n"
        "  /work?us=100                           burns CPU\n"
        "  /flaky?p=0.5&class=400|429|503         fails by chance, behind a circuit breaker\n"
        "  /panic                                 throws\n"
        "  /db?rows=10                            reads a database through a connection pool\n"
        "  /file                                  opens and closes a file\n"
        "  /debug/, /metrics                      what the server shows of itself");
}

void answerJson(Context& context) {
    static const nlohmann::json Document = {{"message", "hello from leaktide-target"}, {"ok", true}};
    context.response.status = 200;
    context.response.type = "application/json";
    appendJson(context.response.body, Document);
}

void echo(Context& context) {
    context.response.status = 200;
    context.response.type = "application/octet-stream";
    context.response.body = context.request.body;
}

}  // namespace

void addBasicRoutes(Router& router) {
    router.add({"/", {Method::Get}, PlainHandler(answerIndex)});
    router.add({"/", {Method::Post}, PlainHandler(echo)});
    router.add({"/json", {Method::Get}, PlainHandler(answerJson)});
    router.add({"/echo",
                {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete},
                PlainHandler(echo)});
}

}  // namespace leaktide::target
