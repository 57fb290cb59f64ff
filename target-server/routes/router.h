// Which handler answers which path. Built once, then read by all threads.
// A handler is plain when it answers at once and a coroutine when it waits.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "target-server/core/context.h"
#include "target-server/http/exchange.h"

namespace leaktide::target {

using PlainHandler = void (*)(Context&);
using WaitingHandler = awaitable<void> (*)(Context&);
using Handler = std::variant<PlainHandler, WaitingHandler>;

enum class PathMatch { Exact, Prefix };

struct Route {
    std::string_view path;  // a string literal
    std::vector<Method> methods;
    Handler handler;
    PathMatch match = PathMatch::Exact;
};

class Router {
public:
    void add(Route route);
    // The handler, or unset: then the response is 404 or 405 (with Allow) already.
    [[nodiscard]] std::optional<Handler> find(Context& context) const;

private:
    std::vector<Route> m_routes;
};

}  // namespace leaktide::target
