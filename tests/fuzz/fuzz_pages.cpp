#include "engine/probe/pprof_source.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    static_cast<void>(profileCount(fuzz::textOf(data, size), "goroutine"));
    static_cast<void>(memStat(fuzz::textOf(data, size), "HeapInuse"));
    return 0;
}
