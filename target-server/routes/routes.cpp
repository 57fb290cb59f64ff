#include "target-server/routes/routes.h"

#include "target-server/lab.h"

namespace leaktide::target {

namespace {

void redirect(Context& context) {
    context.response.text(307, "debug routes are on the debug listener");
    std::string location = "http://" + context.lab->debugOrigin;
    location.append(context.request.path);
    if (!context.request.query.empty()) {
        location.append("?").append(context.request.query);
    }
    context.response.addField("Location", location);
}

}  // namespace

Router makeRedirectRoutes() {
    Router router;
    router.add({"/",
                {Method::Get, Method::Post, Method::Put, Method::Delete, Method::Patch},
                PlainHandler(redirect),
                PathMatch::Prefix});
    return router;
}

Router makeLoadRoutes() {
    Router router;
    addBasicRoutes(router);
    addTimedRoutes(router);
    addBodyRoutes(router);
    addFailingRoutes(router);
    addResourceRoutes(router);
    return router;
}

}  // namespace leaktide::target
