// Turns metric expositions into gauges by a table of rules. A metric may carry a namespace in front
// (myapp_process_open_fds), an OTel one may miss its unit suffix. The rule that gave a signal first goes on
// giving it: a series never changes its source in the middle of a run.
// Not thread-safe. Memory: bounded, whatever the exposition holds.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/probe/metric_table.h"
#include "engine/probe/reading.h"

namespace leaktide {

// What a signal is read from, once a reading has shown it.
struct MetricChoice {
    std::string signal;
    std::string dialect;  // may be empty
    std::string metrics;  // as the target names them: "go_goroutines"
};

class MetricReader {
public:
    // Rules that do not parse are left out: their text comes from the table, which a test holds.
    explicit MetricReader(std::span<const MetricRule> rules);
    ~MetricReader();
    MetricReader(const MetricReader&) = delete;
    MetricReader& operator=(const MetricReader&) = delete;

    // Gauges without values: nothing known is in the exposition. Protocol: a wanted line is malformed.
    Result<Gauges> read(std::string_view exposition);
    [[nodiscard]] std::vector<MetricChoice> choices() const;  // of values, in the order of the table

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
