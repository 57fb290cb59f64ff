// The routes of the debug listener, one family a file.
#pragma once

#include "target-server/routes/router.h"

namespace leaktide::target {

void addFigureRoutes(Router& router);  // /debug/stats, /metrics
void addFaultRoutes(Router& router);   // /debug/faults, /debug/faults/NAME
void addMemoryRoutes(Router& router);  // /debug/gc
void addObjectRoutes(Router& router);  // /debug/tasks, /debug/objects
void addPprofRoutes(Router& router);   // /debug/pprof/

std::int64_t collectGarbage(Lab& lab);  // idle pooled objects and freed pages go; how many contexts

Router makeDebugRoutes();

bool isDebugPath(std::string_view path);  // "/metrics", "/debug", "/debug/..."
// True, or the response is a 403 already: what changes state must carry the token.
bool mayChangeState(Context& context);

}  // namespace leaktide::target
