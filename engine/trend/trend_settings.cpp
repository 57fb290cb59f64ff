#include "engine/trend/trend_settings.h"

namespace leaktide {

TrendSettings trendSettingsFor(const SignalSpec& spec) {
    TrendSettings settings;
    settings.unit = spec.unit;
    settings.absoluteRise = spec.unit == SignalUnit::Items ? 3 : 0;
    return settings;
}

}  // namespace leaktide
