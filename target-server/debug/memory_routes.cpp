#include <nlohmann/json.hpp>

#include "target-server/debug/debug_routes.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// What a garbage collection is elsewhere: everything that can be given back is given back.
void collect(Context& context) {
    if (!mayChangeState(context)) {
        return;
    }
    Lab& lab = *context.lab;
    const std::int64_t dropped = collectGarbage(lab);
    const nlohmann::ordered_json document = {{"contexts_freed", dropped},
                                             {"heap_in_use", lab.heap.figures().inUse}};
    context.response.json(200, document.dump());
}

}  // namespace

std::int64_t collectGarbage(Lab& lab) {
    const std::int64_t dropped = lab.contexts.dropIdle();
    lab.buffers.dropIdle();
    lab.db.dropIdle();
    lab.heap.purge();
    return dropped;
}

void addMemoryRoutes(Router& router) {
    router.add({"/debug/gc", {Method::Post}, PlainHandler(collect)});
}

}  // namespace leaktide::target
