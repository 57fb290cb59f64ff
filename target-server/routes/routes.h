// The routes of the load port, one family a file.
#pragma once

#include "target-server/routes/router.h"

namespace leaktide::target {

constexpr int DbRows = 1000;  // in the lab's database

void addBasicRoutes(Router& router);     // /, /json, /echo
void addTimedRoutes(Router& router);     // /delay, /stream
void addBodyRoutes(Router& router);      // /bytes, /buffer
void addFailingRoutes(Router& router);   // /status/CODE, /panic, /flaky
void addResourceRoutes(Router& router);  // /db, /file, /work

Router makeLoadRoutes();
Router makeRedirectRoutes();  // debug paths on a load port that does not serve them

}  // namespace leaktide::target
