// The word shown for a signal while the run goes. A new one must stand for a second before it takes the place
// of the old, so that a card does not flicker; growth that is taken back is told. Pure.
#pragma once

#include <optional>

#include "engine/trend/verdict.h"

namespace leaktide {

class SteadyWord {
public:
    struct Withdrawn {
        double sinceS = 0;
        double atS = 0;
    };
    // At each reading; gives the growth that is withdrawn with it.
    std::optional<Withdrawn> see(const TrendVerdict& now, double tS);
    // What to show instead of `now`: itself, unless its word is too young.
    [[nodiscard]] TrendVerdict shown(const TrendVerdict& now) const;
    void forget() { *this = {}; }  // the target restarted

private:
    std::optional<TrendVerdict> m_shown;  // the last one with the word that is shown
    std::optional<Verdict> m_next;        // another word, and since when
    double m_nextSinceS = 0;
    double m_growingSinceS = 0;
};

}  // namespace leaktide
