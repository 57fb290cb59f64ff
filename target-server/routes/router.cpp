#include "target-server/routes/router.h"

#include <algorithm>
#include <utility>

namespace leaktide::target {

namespace {

std::string_view nameOf(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
        case Method::Patch:
            return "PATCH";
        case Method::Options:
            return "OPTIONS";
        case Method::Trace:
        case Method::Connect:
        case Method::Other:
            break;
    }
    return "";
}

bool contains(const std::vector<Method>& methods, Method method) {
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

// "OPTIONS *" asks what the server can do at all; CONNECT asks for what it never does.
void answerForServer(Context& context) {
    if (context.request.method == Method::Connect) {
        context.response.text(405, "this server is no proxy");
        context.response.close = true;
    } else {
        context.response.status = 204;
    }
    context.response.addField("Allow", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
}

bool covers(const Route& route, std::string_view path) {
    return route.match == PathMatch::Exact ? path == route.path : path.starts_with(route.path);
}

}  // namespace

void Router::add(Route route) {
    if (contains(route.methods, Method::Get)) {
        route.methods.push_back(Method::Head);  // HEAD is GET without the body
    }
    m_routes.push_back(std::move(route));
}

std::optional<Handler> Router::find(Context& context) const {
    if (context.request.method == Method::Other) {
        context.response.text(501, "no such method here");
        return std::nullopt;
    }
    if (context.request.method == Method::Connect || context.request.target == "*") {
        answerForServer(context);
        return std::nullopt;
    }
    std::string allow;
    for (const Route& route : m_routes) {
        if (!covers(route, context.request.path)) {
            continue;
        }
        if (contains(route.methods, context.request.method)) {
            return route.handler;
        }
        for (const Method method : route.methods) {
            allow.append(allow.empty() ? "" : ", ").append(nameOf(method));
        }
    }
    if (allow.empty()) {
        context.response.text(404, "no such path; GET / lists what there is");
    } else if (context.request.method == Method::Options) {
        context.response.status = 204;
        context.response.addField("Allow", allow + ", OPTIONS");
    } else {
        context.response.text(405, "this path does not take that method");
        context.response.addField("Allow", allow);
    }
    return std::nullopt;
}

}  // namespace leaktide::target
