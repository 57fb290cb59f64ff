#include <unistd.h>

#include <nlohmann/json.hpp>

#include "target-server/debug/debug_routes.h"
#include "target-server/debug/figures.h"

namespace leaktide::target {

namespace {

using Json = nlohmann::ordered_json;

Json faultsJson(const FaultBoard& board) {
    Json list = Json::array();
    for (const auto& fault : board.all()) {
        list.push_back({{"name", fault->traits().name},
                        {"on", fault->on()},
                        {"every", fault->every()},
                        {"triggered", fault->triggered()},
                        {"explains", fault->traits().explains}});
    }
    return list;
}

void answerStats(Context& context) {
    context.response.json(200, statsJson(*context.lab));
    context.response.addField("Cache-Control", "no-store");
}

void answerMetrics(Context& context) {
    context.response.status = 200;
    context.response.type = "text/plain; version=0.0.4; charset=utf-8";
    context.response.body = metricsText(*context.lab);
}

}  // namespace

Figures readFigures(const Lab& lab) {
    using std::chrono::duration_cast;
    Figures figures;
    figures.pid = getpid();
    figures.startUnixMs = duration_cast<std::chrono::milliseconds>(lab.started.time_since_epoch()).count();
    figures.uptimeS =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - lab.startedSteady).count();
    figures.pool = lab.contexts.figures();
    figures.tasks = lab.tasks.byKind();
    for (const auto& [kind, count] : figures.tasks) {
        figures.tasksTotal += count;
    }
    figures.heap = lab.heap.figures();
    figures.process = readProcess();
    figures.buffers = lab.buffers.figures();
    figures.db = lab.db.figures();
    return figures;
}

std::string statsJson(const Lab& lab) {
    const Figures now = readFigures(lab);
    const Json document = {
        {"server", "leaktide-target"},
        {"version", LEAKTIDE_VERSION},
        {"pid", now.pid},
        {"start_time_unix_ms", now.startUnixMs},
        {"uptime_s", now.uptimeS},
        {"requests", {{"served", lab.counters.served.load()}, {"in_flight", lab.counters.inFlight.load()}}},
        {"pool",
         {{"in_use", now.pool.inUse},
          {"idle", now.pool.idle},
          {"created", now.pool.created},
          {"high_water", now.pool.highWater}}},
        {"tasks", {{"total", now.tasksTotal}, {"by_kind", now.tasks}}},
        {"heap",
         {{"in_use", now.heap.inUse},
          {"allocated", now.heap.allocated},
          {"resident", now.heap.resident},
          {"age_ms", now.heap.ageMs}}},
        {"process",
         {{"rss", now.process.rss},
          {"fds", now.process.fds},
          {"fds_limit", now.process.fdsLimit},
          {"threads", now.process.threads}}},
        {"connections", {{"open", lab.counters.open.load()}, {"accepted", lab.counters.accepted.load()}}},
        {"buffers",
         {{"in_use", now.buffers.inUse}, {"idle", now.buffers.idle}, {"created", now.buffers.created}}},
        {"db",
         {{"in_use", now.db.inUse},
          {"idle", now.db.idle},
          {"max_open", now.db.maxOpen},
          {"waiters", now.db.waiters}}},
        {"ceiling", {{"reached", lab.faults.ceiling().reached()}, {"reason", lab.faults.ceiling().reason()}}},
        {"gc_cycles", lab.heap.purges()},
        {"faults", faultsJson(lab.faults)},
    };
    return document.dump();
}

void addFigureRoutes(Router& router) {
    router.add({"/debug/stats", {Method::Get}, PlainHandler(answerStats)});
    router.add({"/metrics", {Method::Get}, PlainHandler(answerMetrics)});
}

}  // namespace leaktide::target
