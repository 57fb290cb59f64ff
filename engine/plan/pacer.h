// When each request of a schedule is due. Pure: a function of the request's number alone, in exact integer
// arithmetic, so that a rate of 7 per 4 s stays one for days. Request k of the schedule is well defined, so
// worker i of n may own every k with k mod n == i.
//
// Let N(t) be the running total of the rate since the start. Request k is due at the last nanosecond t with
// N(t) <= k: request 0 at once, or, where a ramp begins with nothing, when the rate rises above zero. So the
// requests due before T are those with k < N(T). Where one stage hands over to the next, N is kept to 2^-32
// of a request. Numbers and times saturate instead of overflowing.
//
// Threading: plain data; each worker has its own copy.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/units.h"
#include "engine/plan/plan.h"

namespace leaktide {

class Pacer {
public:
    explicit Pacer(const LoadPlan& plan);

    // A closed model has no schedule: a request is due when its connection is free.
    [[nodiscard]] bool closed() const { return m_pieces.empty(); }
    // Unset: the schedule never comes to request k.
    [[nodiscard]] std::optional<Nanos> dueAt(std::uint64_t k) const;
    // How many requests are due in [0, elapsed).
    [[nodiscard]] std::uint64_t dueBefore(Nanos elapsed) const;
    // The end of the last stage; unset where the schedule has none.
    [[nodiscard]] std::optional<Nanos> length() const;
    [[nodiscard]] double ratePerSecond(Nanos elapsed) const;

    // From `elapsed` on at this even rate; what was due before stays as it was. Not for a closed model.
    void changeRate(Nanos elapsed, const Rate& rate);

private:
    // A running total: whole requests and 2^-32ths of one.
    struct Total {
        std::uint64_t whole = 0;
        std::uint32_t fraction = 0;
    };
    // A stretch in which the rate moves linearly from `start` to `end`.
    struct Piece {
        Nanos from{};
        std::optional<Nanos> length;
        Rate start;
        Rate end;
        Total base;  // N(from)
        [[nodiscard]] bool even() const { return start == end; }
    };
    struct Arithmetic;

    static std::optional<Nanos> evenlyDue(const Piece& piece, std::uint64_t k);
    void append(const Rate& start, const Rate& end, std::optional<Nanos> length);
    [[nodiscard]] const Piece& pieceAt(Nanos elapsed) const;

    std::vector<Piece> m_pieces;
};

}  // namespace leaktide
