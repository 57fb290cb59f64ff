#include "engine/plan/request_list.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    static_cast<void>(parseTargets(fuzz::textOf(data, size)));
    static_cast<void>(parseUrls(fuzz::textOf(data, size)));
    return 0;
}
