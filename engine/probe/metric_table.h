// Which metric shows which signal, in each dialect. The data alone is in metric_table.cpp; the first rule of
// a signal whose metrics are all there wins.
#pragma once

#include <span>
#include <string_view>

namespace leaktide {

enum class MetricRole {
    Value,           // of the signal
    GcCycles,        // garbage collections since the start
    StartTime,       // of the process; another value is another process
    Uptime,          // of the process; a fall is another process
    RequestsServed,  // by the target since its start
};

struct MetricRule {
    MetricRole role = MetricRole::Value;
    std::string_view signal;      // canonical name; empty for the roles that belong to no signal
    std::string_view dialect;     // who exposes it so, for people
    std::string_view expression;  // see metric_expression.h
    // The most the signal may become; optional. Negative, infinite and absurd values mean none.
    std::string_view limit;
};

std::span<const MetricRule> metricTable();

}  // namespace leaktide
