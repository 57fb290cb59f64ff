// The routes of the load port, one family a file.
#pragma once

#include "target-server/routes/router.h"

namespace leaktide::target {

void addBasicRoutes(Router& router);  // /json, /echo
void addTimedRoutes(Router& router);  // /delay, /stream

Router makeLoadRoutes();

}  // namespace leaktide::target
