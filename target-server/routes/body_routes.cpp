// /bytes, /buffer: how much comes back, and where its memory came from.
#include <cstring>
#include <memory_resource>
#include <nlohmann/json.hpp>

#include "target-server/lab.h"
#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

constexpr std::int64_t LargestBody = 64 * 1024 * 1024;
constexpr std::size_t LargestWhole = 64 * 1024;  // with Content-Length; more is chunked
constexpr std::int64_t LargestBuffer = 16 * 1024 * 1024;

// A large body is sent piece by piece from one block, so that a thousand slow readers cost no memory.
awaitable<void> answerBytes(Context& context) {
    const auto size = context.request.number("size", 1024, 0, LargestBody);
    if (!size) {
        context.response.text(400, "size must be a whole number from 0 to 67108864");
        co_return;
    }
    auto left = static_cast<std::size_t>(*size);
    context.response.type = "application/octet-stream";
    if (left <= LargestWhole) {
        context.response.body.assign(left, 'x');
        co_return;
    }
    static const std::string Block(LargestWhole, 'x');
    co_await context.exchange->startChunks();
    while (left > 0) {
        const std::size_t piece = std::min(left, Block.size());
        co_await context.exchange->writeChunk(std::string_view(Block).substr(0, piece));
        left -= piece;
    }
    context.exchange->endChunks();
}

// Each writes `size` bytes to fresh memory, so that the three can be compared.
void useHeap(std::size_t size) {
    const auto memory = std::make_unique_for_overwrite<char[]>(size);
    std::memset(memory.get(), 1, size);
}

void usePool(BufferPool& pool, std::size_t size) {
    std::vector<BufferLease> buffers;
    for (std::size_t done = 0; done < size; done += BufferPool::BufferSize) {
        buffers.push_back(pool.acquire());
        std::memset(buffers.back().bytes().data(), 1, std::min(size - done, BufferPool::BufferSize));
    }
}

void useArena(std::size_t size) {
    thread_local std::array<std::byte, 64 * 1024> first;  // most requests never leave it
    std::pmr::monotonic_buffer_resource arena(first.data(), first.size());
    constexpr std::size_t Piece = 4096;
    for (std::size_t done = 0; done < size; done += Piece) {
        const std::size_t part = std::min(size - done, Piece);
        std::memset(arena.allocate(part), 1, part);
    }
}

void answerBuffer(Context& context) {
    const auto size = context.request.number("size", 4096, 1, LargestBuffer);
    const std::string_view strategy = context.request.parameter("strategy").value_or("heap");
    if (!size) {
        context.response.text(400, "size must be a whole number from 1 to 16777216");
        return;
    }
    const auto bytes = static_cast<std::size_t>(*size);
    const auto begun = std::chrono::steady_clock::now();
    if (strategy == "heap") {
        useHeap(bytes);
    } else if (strategy == "pooled") {
        usePool(context.lab->buffers, bytes);
    } else if (strategy == "arena") {
        useArena(bytes);
    } else {
        context.response.text(400, "strategy must be heap, pooled or arena");
        return;
    }
    const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - begun;
    const nlohmann::ordered_json document = {
        {"strategy", strategy}, {"size", *size}, {"took_ns", took.count()}};
    context.response.json(200, document.dump());
}

}  // namespace

void addBodyRoutes(Router& router) {
    router.add({"/bytes", {Method::Get}, WaitingHandler(answerBytes)});
    router.add({"/buffer", {Method::Get}, PlainHandler(answerBuffer)});
}

}  // namespace leaktide::target
