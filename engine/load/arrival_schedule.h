// One worker's share of the schedule: which of its requests is next, and when it is due. Even arrivals are
// the pacer's own moments, request k of the schedule belonging to worker k mod workers. Poisson arrivals are
// the same schedule with exponential gaps of mean one request, drawn from a seeded generator; the sum over n
// workers, each with a mean gap of n, is again Poisson.
//
// Pure but for its own state; times are since the start of the run. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "engine/base/units.h"
#include "engine/plan/pacer.h"

namespace leaktide {

class ArrivalSchedule {
public:
    struct Share {
        std::uint32_t index = 0;
        std::uint32_t workers = 1;
    };
    // At most `requests` of them over all workers.
    ArrivalSchedule(Pacer pacer, Share share, Arrivals arrivals, std::optional<std::uint64_t> requests);

    [[nodiscard]] std::optional<Nanos> nextDue() const { return m_due; }  // unset: no more
    [[nodiscard]] std::uint64_t number() const { return m_number; }       // of the next, over all workers
    void advance();
    // How many from the next on are due in [0, elapsed); passes over them.
    std::uint64_t skipBefore(Nanos elapsed);
    void changeRate(Nanos elapsed, const Rate& rate);

private:
    void lookUp();
    [[nodiscard]] std::optional<Nanos> dueAtPosition(double position) const;

    Pacer m_pacer;
    Share m_share;
    Arrivals m_arrivals;
    std::optional<std::uint64_t> m_requests;
    std::uint64_t m_number;
    std::mt19937_64 m_random;
    double m_position = 0;  // Poisson: of the next, on the schedule's running total
    std::optional<Nanos> m_due;
};

}  // namespace leaktide
