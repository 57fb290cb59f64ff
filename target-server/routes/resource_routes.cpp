// /db, /file, /work: what a request borrows and gives back.
#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "target-server/db/wait_for_connection.h"
#include "target-server/lab.h"
#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

constexpr std::int64_t LongestWorkUs = 10'000'000;

awaitable<void> answerBooks(Context& context) {
    const auto rows = context.request.number("rows", 10, 0, DbRows);
    if (!rows) {
        context.response.text(400, "rows must be a whole number from 0 to 1000");
        co_return;
    }
    DbLease lease = co_await waitForConnection(context.lab->db, context.exchange->executor());
    Result<std::string> books = (*lease).books(*rows);
    if (books) {
        context.response.json(200, std::move(*books));
    } else {
        context.response.text(500, books.sentence());
    }
}

void answerFile(Context& context) {
    const int file = ::open(context.lab->scratch.notePath().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        context.response.text(503, std::string("cannot open the file: ") + std::strerror(errno));
        return;
    }
    char text[256];
    const ssize_t count = ::read(file, text, sizeof text);
    ::close(file);
    context.response.status = 200;
    context.response.body.assign(text, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
}

void work(Context& context) {
    const auto us = context.request.number("us", 100, 0, LongestWorkUs);
    if (!us) {
        context.response.text(400, "us must be a whole number from 0 to 10000000");
        return;
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(*us);
    std::uint64_t turns = 0;
    while (std::chrono::steady_clock::now() < end) {
        ++turns;
    }
    context.response.text(200, turns > 0 ? "worked" : "nothing to do");
}

}  // namespace

void addResourceRoutes(Router& router) {
    router.add({"/db", {Method::Get}, WaitingHandler(answerBooks)});
    router.add({"/file", {Method::Get}, PlainHandler(answerFile)});
    router.add({"/work", {Method::Get}, PlainHandler(work)});
}

}  // namespace leaktide::target
