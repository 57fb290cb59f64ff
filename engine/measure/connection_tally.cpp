#include "engine/measure/connection_tally.h"

#include <numeric>

namespace leaktide {

namespace {

struct ReasonWords {
    std::string_view name;
    std::string_view sentence;
};

// In the order of the enum.
constexpr std::array<ReasonWords, CloseReasonCount> Words{{
    {"idle_timeout", "by us, idle for too long"},
    {"max_lifetime", "by us, too old"},
    {"max_requests", "by us, after as many requests as the plan allows"},
    {"not_kept", "by us, the plan keeps none alive"},
    {"on_purpose", "by us, broken off by the plan"},
    {"end_of_run", "by us, at the end"},
    {"peer_closed", "by the target"},
    {"error", "after an error"},
}};

}  // namespace

std::string_view nameOf(CloseReason reason) {
    return Words.at(static_cast<std::size_t>(reason)).name;
}

std::string_view sentenceOf(CloseReason reason) {
    return Words.at(static_cast<std::size_t>(reason)).sentence;
}

void ConnectionTally::add(const ConnectionTally& other) {
    for (std::size_t reason = 0; reason < CloseReasonCount; ++reason) {
        closed.at(reason) += other.closed.at(reason);
    }
    connectTime.merge(other.connectTime);
    tlsTime.merge(other.tlsTime);
}

void ConnectionTally::moveInto(ConnectionTally& total) {
    total.add(*this);
    reset();
}

void ConnectionTally::reset() {
    closed = {};
    connectTime.reset();
    tlsTime.reset();
}

std::uint64_t ConnectionTally::closedInAll() const {
    return std::accumulate(closed.begin(), closed.end(), std::uint64_t{0});
}

}  // namespace leaktide
