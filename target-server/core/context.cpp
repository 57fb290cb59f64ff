#include "target-server/core/context.h"

namespace leaktide::target {

namespace {

constexpr std::size_t UsualText = 512;
constexpr std::size_t MostKept = 16 * 1024;

void emptyBounded(std::string& text) {
    if (text.capacity() > MostKept) {
        text = {};
        text.reserve(UsualText);
    } else {
        text.clear();
    }
}

}  // namespace

// Every context starts with the same memory, so that a kept one weighs the same as the next.
Context::Context() {
    request.head.reserve(UsualText);
    response.body.reserve(UsualText);
    request.fields.reserve(16);
}

void Context::reset() {
    emptyBounded(request.head);
    emptyBounded(request.body);
    emptyBounded(response.body);
    request.fields.clear();
    request.keepAlive = true;
    response.extraFields.clear();
    response.status = 200;
    response.type = "text/plain; charset=utf-8";
    response.started = false;
    response.ended = false;
    response.close = false;
    trace = {};
    exchange = nullptr;
    lease = nullptr;
    next = nullptr;
}

}  // namespace leaktide::target
