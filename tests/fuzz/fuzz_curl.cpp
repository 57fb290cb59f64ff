#include "engine/plan/curl_command.h"
#include "engine/plan/plan_rules.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    if (auto command = parseCurlCommand(fuzz::textOf(data, size))) {
        Plan plan;
        plan.requests.push_back(std::move(command->request));
        plan.connection = std::move(command->connection);
        static_cast<void>(findMistakes(plan));
    }
    return 0;
}
