// How often something may be done that costs the target: as often as wanted, as long as it takes no more than
// a fixed share of the time.
#pragma once

#include <algorithm>
#include <optional>

#include "engine/base/units.h"

namespace leaktide {

class CostPace {
public:
    // At most once in `least`, and at most one part in `parts` of the time.
    CostPace(Nanos least, int parts) : m_least(least), m_parts(parts) {}

    [[nodiscard]] bool due(SteadyTime now) const { return !m_next || now >= *m_next; }
    void done(SteadyTime began, SteadyTime ended) {
        m_next = std::max(began + m_least, began + (ended - began) * m_parts);
    }

private:
    Nanos m_least;
    int m_parts;
    std::optional<SteadyTime> m_next;
};

}  // namespace leaktide
