#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

constexpr std::int64_t LongestMs = 600'000;
constexpr std::int64_t MostChunks = 1'000'000;
constexpr std::int64_t LargestChunk = 16 * 1024 * 1024;

awaitable<void> delay(Context& context) {
    const auto ms = context.request.number("ms", 10, 0, LongestMs);
    if (!ms) {
        context.response.text(400, "ms must be a whole number from 0 to 600000");
        co_return;
    }
    co_await context.exchange->sleep(std::chrono::milliseconds(*ms));
    context.response.text(200, "waited");
}

awaitable<void> stream(Context& context) {
    const Request& request = context.request;
    const auto chunks = request.number("chunks", 10, 0, MostChunks);
    const auto size = request.number("size", 1024, 1, LargestChunk);
    const auto pause = request.number("delay_ms", 0, 0, LongestMs);
    if (!chunks || !size || !pause) {
        context.response.text(400, "chunks must be 0 to 1000000, size 1 to 16777216, delay_ms 0 to 600000");
        co_return;
    }
    context.response.type = "application/octet-stream";
    const std::string chunk(static_cast<std::size_t>(*size), 'x');
    co_await context.exchange->startChunks();
    for (std::int64_t i = 0; i < *chunks; ++i) {
        if (*pause > 0) {
            co_await context.exchange->sleep(std::chrono::milliseconds(*pause));
        }
        co_await context.exchange->writeChunk(chunk);
    }
    context.exchange->endChunks();
}

}  // namespace

void addTimedRoutes(Router& router) {
    router.add({"/delay", {Method::Get}, WaitingHandler(delay)});
    router.add({"/stream", {Method::Get}, WaitingHandler(stream)});
}

}  // namespace leaktide::target
