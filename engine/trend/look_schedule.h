// When the series is looked at, and how much of the error budget each look may spend, so that looking often
// does not raise the chance of a false alarm (alpha spending over geometric looks).
#pragma once

#include <cstddef>

#include "engine/trend/trend_settings.h"

namespace leaktide {

class LookSchedule {
public:
    explicit LookSchedule(const TrendSettings& settings);

    [[nodiscard]] bool dueAt(std::size_t readings) const { return readings >= m_next; }
    // Takes the look that is due; gives the chance one view may spend.
    double take(std::size_t readings);
    [[nodiscard]] double finalChance() const;  // for one view at the end of the load

private:
    double m_alpha;
    double m_finalAlpha;
    double m_growth;
    std::size_t m_next;
    std::size_t m_taken = 0;
};

}  // namespace leaktide
