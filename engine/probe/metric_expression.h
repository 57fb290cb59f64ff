// Says how a gauge is made from metrics: METRIC{label="x", other=~"a.*|b"} + METRIC - METRIC.
// All series of a term that pass its filters are summed. Filters: = and != compare, =~ takes alternatives
// split by |, each a text with an optional .* at its ends; nothing more of regular expressions.
// Pure; thread-safe. Errors: InvalidInput, a sentence that quotes the part that is wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/probe/exposition.h"

namespace leaktide {

struct LabelFilter {
    enum class Kind { Equals, Differs, Like };

    std::string label;
    Kind kind = Kind::Equals;
    std::vector<std::string> wanted;  // one text; alternatives for Like, with .* kept

    [[nodiscard]] bool passes(const std::vector<MetricLabel>& labels) const;
};

struct MetricTerm {
    std::string metric;
    std::vector<LabelFilter> filters;
    double factor = 1;  // -1 after a minus

    [[nodiscard]] bool passes(const std::vector<MetricLabel>& labels) const;
};

using MetricExpression = std::vector<MetricTerm>;

Result<MetricExpression> parseMetricExpression(std::string_view text);

}  // namespace leaktide
