// Reads metric expositions: the Prometheus text format 0.0.4 (with quoted names of Prometheus 3) and
// OpenMetrics 1.0 text. One pass, no copy of what is not wanted: a 20 MB exposition costs a scan for line
// ends. Pure and thread-safe; memory is bounded by one line.
// Errors: Protocol, with the number of the first bad line among the wanted ones. Lines of names that are not
// wanted are not examined beyond the name. After "# EOF" nothing is read.
// Source: prometheus.io/docs/instrumenting/exposition_formats, OpenMetrics 1.0 (RFC draft).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

struct MetricLabel {
    std::string_view name;
    std::string value;  // escapes undone
};

// Views last for the call only.
struct MetricSample {
    std::string_view name;
    std::vector<MetricLabel> labels;
    double value = 0;
};

struct ExpositionSink {
    std::function<bool(std::string_view name)> wants;
    std::function<void(const MetricSample&)> take;
};

// Gives every wanted sample to the sink, in order.
Status readExposition(std::string_view text, const ExpositionSink& sink);

}  // namespace leaktide
