// Where servers usually show their gauges, best place first; and what is there instead often enough.
#pragma once

#include <array>

#include "engine/base/text.h"
#include "engine/probe/http_getter.h"

namespace leaktide {

constexpr std::array MetricPlaces{"/metrics", "/actuator/prometheus", "/q/metrics"};
constexpr const char* StatsPlace = "/debug/stats";  // of the bundled server
constexpr const char* ExpvarPlace = "/debug/vars";
constexpr const char* PprofPlace = "/debug/pprof/";

// One page may be slow; of a target that stays silent twice no more is asked.
constexpr int MostSilences = 2;

inline bool isWebPage(const HttpAnswer& answer) {
    return trim(answer.body).starts_with('<');
}

}  // namespace leaktide
