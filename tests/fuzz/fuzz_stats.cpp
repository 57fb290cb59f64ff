#include "engine/probe/expvar_source.h"
#include "engine/probe/stats_source.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    static_cast<void>(readStats(fuzz::textOf(data, size)));
    static_cast<void>(readExpvar(fuzz::textOf(data, size)));
    return 0;
}
