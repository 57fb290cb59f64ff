#include <boost/asio/this_coro.hpp>

#include "target-server/lab.h"
#include "target-server/middleware/chain.h"

namespace leaktide::target {

namespace {

// The handler did not finish: says so, unless its response has begun already.
void answerFailure(Context& context, const std::string& what) {
    Response& response = context.response;
    Counters& counters = context.lab->counters;
    const Ending ending = context.exchange->ending();
    response.close = response.close || response.started || ending == Ending::ClientGone;
    if (ending == Ending::None) {
        counters.recovered++;
        RequestMoment moment{context, *context.lease};
        context.lab->faults.onPanic(moment);
    }
    if (response.started) {
        return;
    }
    response.extraFields.clear();
    if (ending == Ending::Overdue) {
        response.text(503, "the request took longer than its deadline");
    } else {
        response.text(500, "the handler failed: " + what);
    }
}

std::string wordsOf(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

awaitable<void> recoverLater(Context& context, awaitable<void> rest) {
    std::exception_ptr error;
    try {
        co_await std::move(rest);
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        answerFailure(context, wordsOf(error));
    }
    if (context.exchange->ending() != Ending::None) {
        // The coroutine was told to stop, and did. From here on it lives again: it has to answer.
        co_await boost::asio::this_coro::reset_cancellation_state(
            boost::asio::enable_terminal_cancellation());
    }
}

}  // namespace

awaitable<void> recoverErrors(Context& context, Next next) {
    try {
        awaitable<void> rest = next(context);
        return rest.valid() ? recoverLater(context, std::move(rest)) : awaitable<void>();
    } catch (...) {
        answerFailure(context, wordsOf(std::current_exception()));
        return {};
    }
}

}  // namespace leaktide::target
