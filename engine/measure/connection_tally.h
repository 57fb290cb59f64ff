// What became of connections: how long it took to make them, and why they were closed. Tallies add up.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/measure/histogram.h"

namespace leaktide {

enum class CloseReason {
    IdleTimeout,  // ours: idle for longer than the plan allows
    MaxLifetime,  // ours: older than the plan allows
    MaxRequests,  // ours: carried as many requests as the plan allows
    NotKept,      // ours: the plan keeps no connection alive
    OnPurpose,    // ours: a misbehaving client broke off
    EndOfRun,     // ours
    PeerClosed,   // the target closed it, or said that it would
    Error,        // a failed exchange, a reset, a timeout
};
inline constexpr std::size_t CloseReasonCount = static_cast<std::size_t>(CloseReason::Error) + 1;

std::string_view nameOf(CloseReason reason);      // in files: "idle_timeout", "peer_closed", …
std::string_view sentenceOf(CloseReason reason);  // "by us, idle for too long", "by the target", …

struct ConnectionTally {
    std::array<std::uint64_t, CloseReasonCount> closed{};  // of those that were established
    Histogram connectTime;  // from the first SYN to the established connection, name lookup left out
    Histogram tlsTime;      // the handshake; none without TLS

    void add(const ConnectionTally& other);
    void reset();
    void moveInto(ConnectionTally& total);  // adds, then empties this one
    [[nodiscard]] std::uint64_t closedInAll() const;
};

}  // namespace leaktide
