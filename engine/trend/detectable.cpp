#include "engine/trend/detectable.h"

#include <algorithm>
#include <cmath>

namespace leaktide {
namespace {

// Items are lost one by one, by chance: so many of them are needed that hardly ever as few are seen as were.
double mostItems(double seen) {
    constexpr double Sds = 2.2;
    const double root = std::sqrt(std::max(0.0, seen) + 1) + Sds / 2;
    return root * root;
}

}  // namespace

double detectableAbove(const Views& views, SignalUnit unit) {
    double bound = 0;
    for (const View& view : views.span()) {
        if (view.window != 1 || view.channel != Channel::Mean) {
            continue;
        }
        bound = std::max(bound, view.slope.high);
        if (unit == SignalUnit::Items) {
            const double seen = std::max(0.0, view.rise);
            const double byNoise = (view.slope.high - view.slope.value) * view.span;
            const double byChance = mostItems(seen) - seen;
            bound = std::max(bound, (seen + std::hypot(byNoise, byChance)) / view.span);
        }
    }
    return bound;
}

}  // namespace leaktide
