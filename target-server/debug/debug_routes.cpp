#include "target-server/debug/debug_routes.h"

#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// Takes the same time wherever the texts differ.
bool sameSecret(std::string_view a, std::string_view b) {
    unsigned char difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
    }
    return difference == 0;
}

}  // namespace

Router makeDebugRoutes() {
    Router router;
    addFigureRoutes(router);
    addFaultRoutes(router);
    addMemoryRoutes(router);
    addObjectRoutes(router);
    addPprofRoutes(router);
    return router;
}

bool isDebugPath(std::string_view path) {
    return path == "/metrics" || path == "/debug" || path.starts_with("/debug/");
}

bool mayChangeState(Context& context) {
    const auto token = context.request.field("X-Leaktide-Token");
    if (token && sameSecret(*token, context.lab->token)) {
        return true;
    }
    context.response.text(
        403, token ? "the token in X-Leaktide-Token is not the one this server printed at its start"
                   : "this changes the server: send the token it printed at its start as "
                     "X-Leaktide-Token");
    return false;
}

}  // namespace leaktide::target
