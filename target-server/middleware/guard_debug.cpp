#include "target-server/core/text.h"
#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

namespace {

// "127.0.0.1:8080" -> "127.0.0.1"; "[::1]:80" -> "[::1]".
std::string_view withoutPort(std::string_view host) {
    const std::size_t bracket = host.find(']');
    return host.substr(0, bracket == std::string_view::npos ? host.find(':') : bracket + 1);
}

bool isOurName(std::string_view host, const std::string& listen) {
    const std::string_view name = withoutPort(host);
    return equalsIgnoreCase(name, "localhost") || name == "127.0.0.1" || name == "[::1]" || name == listen;
}

}  // namespace

// Loopback is no border: a web page can reach it under a name of its own (DNS rebinding). So the name must be
// ours, and no CORS field is ever sent.
awaitable<void> guardDebug(Context& context, Next next) {
    context.response.addField("X-Content-Type-Options", "nosniff");
    context.response.addField("Cache-Control", "no-store");
    if (!context.exchange->peerIsLoopback()) {
        context.response.text(403, "debug routes answer loopback peers only");
        return {};
    }
    const auto host = context.request.field("Host");
    if (!host || !isOurName(*host, context.lab->settings.listen)) {
        context.response.text(
            403, "debug routes answer to localhost, 127.0.0.1 and [::1] only, not to the name in Host");
        return {};
    }
    return next(context);
}

}  // namespace leaktide::target
