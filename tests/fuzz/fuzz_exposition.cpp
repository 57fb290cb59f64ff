#include "engine/probe/exposition.h"
#include "engine/probe/metric_reader.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    const std::string_view text = fuzz::textOf(data, size);
    static_cast<void>(readExposition(text, {[](std::string_view) { return true; },
                                            [](const MetricSample& sample) {
                                                volatile auto n = sample.labels.size();
                                                static_cast<void>(n);
                                            }}));
    MetricReader reader(metricTable());
    static_cast<void>(reader.read(text));
    static_cast<void>(reader.read(text));  // the second reading goes by what the first one chose
    return 0;
}
