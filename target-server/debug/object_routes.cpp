// /debug/tasks and /debug/objects: what lives now, by kind.
#include <nlohmann/json.hpp>

#include "target-server/debug/debug_routes.h"
#include "target-server/lab.h"
#include "target-server/pprof/symbols.h"
#include "target-server/server/connection.h"

namespace leaktide::target {

namespace {

using Json = nlohmann::ordered_json;

double seconds(std::chrono::nanoseconds duration) {
    return std::chrono::duration<double>(duration).count();
}

void answerTasks(Context& context) {
    Json groups = Json::array();
    for (const TaskRegistry::Group& group : context.lab->tasks.groups()) {
        groups.push_back({{"kind", group.kind},
                          {"count", group.count},
                          {"oldest_s", seconds(group.oldest)},
                          {"youngest_s", seconds(group.youngest)},
                          {"function", group.function},
                          {"file", sourceName(group.file.c_str())},
                          {"line", group.line}});
    }
    context.response.json(200, Json{{"total", context.lab->tasks.total()}, {"tasks", groups}}.dump(2) + "\n");
}

Json object(std::string_view type, std::int64_t created, std::int64_t live, std::int64_t bytesEach) {
    return {{"type", type}, {"created", created}, {"live", live}, {"bytes", live * bytesEach}};
}

void answerObjects(Context& context) {
    const Lab& lab = *context.lab;
    const auto contexts = lab.contexts.figures();
    const auto buffers = lab.buffers.figures();
    const auto db = lab.db.figures();
    Json objects = Json::array();
    objects.push_back(object("context", contexts.created, contexts.inUse + contexts.idle, sizeof(Context)));
    objects.push_back(
        object("buffer", buffers.created, buffers.inUse + buffers.idle, BufferPool::BufferSize));
    objects.push_back(object("db_connection", db.opened, db.inUse + db.idle, sizeof(DbConnection)));
    objects.push_back(
        object("connection", lab.counters.accepted.load(), lab.counters.open.load(), sizeof(Connection)));
    for (const auto& fault : lab.faults.all()) {
        if (fault->triggered() > 0) {
            objects.push_back({{"type", "fault:" + std::string(fault->traits().name)},
                               {"created", fault->triggered()},
                               {"live", fault->heldObjects()},
                               {"bytes", fault->heldBytes()}});
        }
    }
    context.response.json(200, Json{{"objects", objects}}.dump(2) + "\n");
}

}  // namespace

void addObjectRoutes(Router& router) {
    router.add({"/debug/tasks", {Method::Get}, PlainHandler(answerTasks)});
    router.add({"/debug/objects", {Method::Get}, PlainHandler(answerObjects)});
}

}  // namespace leaktide::target
