// What one request carries through the server: the request, the response, and the way to the connection it
// came on. Pooled (context_pool.h), like Gin's: acquired when a request's head is read, returned when its
// response is written. One thread at a time: the connection's.
#pragma once

#include <string>

#include "target-server/core/trace.h"
#include "target-server/http/request.h"
#include "target-server/http/response.h"

namespace leaktide::target {

class ContextLease;
class Exchange;
class Router;
struct Lab;

struct Context {
    Context();
    void reset();  // as new, but buffers keep their memory, up to a bound

    Request request;
    Response response;
    Trace trace;                     // filled by the trace middleware
    Lab* lab = nullptr;              // what all threads share
    const Router* routes = nullptr;  // the routes of the port it came to
    Exchange* exchange = nullptr;    // the connection, while the request is handled
    ContextLease* lease = nullptr;   // who will give this context back
    Context* next = nullptr;  // whoever owns the context may link it: the pool, or a fault that keeps it
};

}  // namespace leaktide::target
