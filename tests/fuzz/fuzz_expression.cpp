#include "engine/probe/metric_expression.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    if (const auto expression = parseMetricExpression(fuzz::textOf(data, size))) {
        for (const MetricTerm& term : *expression) {
            static_cast<void>(term.passes({{"state", "on"}, {"pool", "Old Gen"}}));
        }
    }
    return 0;
}
