// Every series that a target shows, for a person to choose from: Prometheus text or the numbers of an expvar
// page. Bounded, whatever the target sends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

struct TargetSeries {
    std::string metrics;  // as --signal takes it: jobs{state="on"}
    double value = 0;
    std::string type;  // "gauge", "counter", …; empty: not told
    std::string help;  // may be empty
};

struct SeriesList {
    std::string source;  // "http://…/metrics"
    std::vector<TargetSeries> series;
    bool cut = false;  // there are more
};

// Pure. Series that cannot be written as a metric expression are left out.
Result<SeriesList> seriesOfExposition(std::string_view text);
// Pure. Numbers within objects have their keys joined by dots. Protocol: it is no JSON object.
Result<SeriesList> seriesOfExpvar(std::string_view json);

// Blocking: asks the plan's probe URL, or what is usual beside the target.
Result<SeriesList> listSeries(const Plan& plan);

}  // namespace leaktide
