#include "engine/trend/look_schedule.h"

#include <algorithm>
#include <cmath>

namespace leaktide {
namespace {

constexpr double SharesPerLook = 6;  // up to 24 views, strongly dependent: a sixth each holds the level

}  // namespace

LookSchedule::LookSchedule(const TrendSettings& settings)
    : m_alpha(settings.alpha),
      m_finalAlpha(settings.finalAlpha),
      m_growth(settings.lookGrowth),
      m_next(settings.firstLook) {}

double LookSchedule::take(std::size_t readings) {
    ++m_taken;
    const auto grown = static_cast<std::size_t>(std::ceil(static_cast<double>(readings) * m_growth));
    m_next = std::max(grown, readings + 1);
    const auto look = static_cast<double>(m_taken);
    return m_alpha / (look * (look + 1)) / SharesPerLook;
}

double LookSchedule::finalChance() const {
    return m_finalAlpha / SharesPerLook;
}

}  // namespace leaktide
