#include "engine/plan/check.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    static_cast<void>(parseCheck(fuzz::textOf(data, size)));
    static_cast<void>(redactCheck(fuzz::textOf(data, size)));
    return 0;
}
