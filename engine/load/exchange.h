// The seam between the schedule and the wire: how one request travels over a connection. A worker begins
// requests on numbered slots and is told the answer of each; it knows nothing of sockets, an exchange knows
// nothing of rates. A slot carries one request at a time and stands for one connection.
//
// Threading: all but wake() and openConnections() belong to the worker's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/units.h"
#include "engine/load/request_values.h"
#include "engine/measure/connection_tally.h"
#include "engine/measure/outcome.h"

namespace leaktide {

// What became of one request. `text` lives only as long as the call that hands it over.
struct Answer {
    std::uint32_t slot = 0;
    std::optional<FailureKind> failure;
    int status = 0;   // of a valid answer, one that failed a check included
    SteadyTime sent;  // handed to an open connection; when there never was one: begun
    SteadyTime done;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t attempts = 0;  // sends on the wire
    std::uint64_t connectionsOpened = 0;
    bool timedOut = false;    // in whatever place
    bool slowedByUs = false;  // read slowly on purpose: its times say nothing of the target
    std::string_view check;   // CheckFailed: the check that did not hold
    std::string_view text;    // why it failed, as the peer or the library put it; not yet printable
};

class AnswerSink {
public:
    virtual ~AnswerSink() = default;
    // The slot is free again, begin() may be called from here.
    virtual void onAnswer(const Answer& answer) = 0;
};

// Whether a request is carried to its end, or broken off as the plan's misbehaviour says.
enum class Manner { Proper, Misbehaving };

struct Begin {
    std::uint32_t slot = 0;
    std::size_t request = 0;   // of the plan
    std::uint64_t number = 0;  // in the schedule, over all workers
    Manner manner = Manner::Proper;
};

// What a request looked like, for the few that are kept.
struct SentRequest {
    std::string name;    // the plan's, or "METHOD path"
    std::string target;  // path and query
    TraceIds ids;
};

class Exchange {
public:
    virtual ~Exchange() = default;
    virtual void begin(const Begin& what) = 0;
    // Waits for at most this long for something to happen, and hands over what came.
    virtual void turn(Nanos atMost) = 0;
    virtual void cancelAll() = 0;         // each request in flight is answered as Aborted
    virtual void closeConnections() = 0;  // only with nothing in flight
    virtual void wake() = 0;              // thread-safe: ends a turn() early
    [[nodiscard]] virtual std::uint64_t openConnections() const = 0;  // thread-safe
    // Of the request whose answer is being handed over.
    [[nodiscard]] virtual SentRequest sentOn(std::uint32_t slot) const = 0;
    // Since it was last emptied.
    [[nodiscard]] virtual ConnectionTally& connections() = 0;
};

}  // namespace leaktide
