// When a target is read: once in every interval, at a place within it that the golden ratio sets.
//
// Readings at an even pace beat with whatever else goes at such a pace in the target (a sweep every 100 ms, a
// garbage timer each second): it looks like a slow rise or fall that is not there. Stratified sampling does
// not: Bellhouse, "Systematic sampling", Handbook of Statistics 6 (1988); the additive recurrence of the
// golden ratio covers the interval more evenly than random numbers (Kuipers and Niederreiter, "Uniform
// Distribution of Sequences", 1974), is the same in every run, and leaves 0.62 to 1.62 intervals between two
// readings.
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/base/units.h"

namespace leaktide {

class ReadingTimes {
public:
    ReadingTimes(SteadyTime began, Nanos interval) : m_began(began), m_interval(interval) {}

    // The next one after `now`: a late one delays no other, and those that were missed are not made up for.
    [[nodiscard]] SteadyTime after(SteadyTime now) const {
        auto cell = static_cast<std::uint64_t>((now - m_began) / m_interval);
        while (at(cell) <= now) {
            ++cell;
        }
        return at(cell);
    }

private:
    [[nodiscard]] SteadyTime at(std::uint64_t cell) const {
        constexpr double Golden = 0.61803398874989485;
        const double place = Golden * static_cast<double>(cell);
        const auto within =
            static_cast<Nanos::rep>((place - std::floor(place)) * static_cast<double>(m_interval.count()));
        return m_began + m_interval * cell + Nanos(within);
    }

    SteadyTime m_began;
    Nanos m_interval;
};

}  // namespace leaktide
