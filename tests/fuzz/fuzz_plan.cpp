#include "engine/plan/plan_json.h"
#include "engine/plan/plan_rules.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    if (const auto plan = planFromJson(fuzz::textOf(data, size))) {
        static_cast<void>(findMistakes(*plan));
    }
    return 0;
}
