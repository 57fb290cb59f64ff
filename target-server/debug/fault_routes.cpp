#include <nlohmann/json.hpp>

#include "target-server/debug/debug_routes.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view Prefix = "/debug/faults/";

void list(Context& context) {
    Json faults = Json::array();
    for (const auto& fault : context.lab->faults.all()) {
        faults.push_back({{"name", fault->traits().name},
                          {"kind", fault->traits().kind == FaultKind::Leak ? "leak" : "look-alike"},
                          {"on", fault->on()},
                          {"every", fault->every()},
                          {"path", fault->path()},
                          {"triggered", fault->triggered()},
                          {"explains", fault->traits().explains}});
    }
    context.response.json(200, Json{{"faults", faults}}.dump(2) + "\n");
}

void change(Context& context) {
    if (!mayChangeState(context)) {
        return;
    }
    FaultOrder order;
    order.name = context.request.path.substr(Prefix.size());
    if (context.request.method == Method::Delete) {
        order.setting.on = false;
    } else {
        std::string_view body = context.request.body;
        while (!body.empty() && (body.back() == '\n' || body.back() == '\r' || body.back() == ' ')) {
            body.remove_suffix(1);
        }
        Result<FaultSetting> setting = parseFaultSetting(body);
        if (!setting) {
            context.response.text(400, setting.sentence());
            return;
        }
        order.setting = *setting;
    }
    if (const Status bad = context.lab->faults.set(order)) {
        context.response.text(bad->sentence.starts_with("there is no fault") ? 404 : 400, bad->sentence);
        return;
    }
    context.response.json(200, Json{{"name", order.name},
                                    {"on", order.setting.on},
                                    {"every", order.setting.every},
                                    {"path", order.setting.path}}
                                   .dump());
}

}  // namespace

void addFaultRoutes(Router& router) {
    router.add({"/debug/faults", {Method::Get}, PlainHandler(list)});
    router.add({Prefix, {Method::Put, Method::Delete}, PlainHandler(change), PathMatch::Prefix});
}

}  // namespace leaktide::target
