#include <nlohmann/json.hpp>

#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

void answerJson(Context& context) {
    const nlohmann::json document = {{"message", "hello from leaktide-target"}, {"ok", true}};
    context.response.json(200, document.dump());
}

void echo(Context& context) {
    context.response.status = 200;
    context.response.type = "application/octet-stream";
    context.response.body = context.request.body;
}

}  // namespace

void addBasicRoutes(Router& router) {
    router.add({"/json", {Method::Get}, PlainHandler(answerJson)});
    router.add({"/echo",
                {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete},
                PlainHandler(echo)});
}

}  // namespace leaktide::target
