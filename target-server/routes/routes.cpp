#include "target-server/routes/routes.h"

namespace leaktide::target {

Router makeLoadRoutes() {
    Router router;
    addBasicRoutes(router);
    addTimedRoutes(router);
    return router;
}

}  // namespace leaktide::target
