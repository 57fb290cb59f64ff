#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_growth.h"
#include "engine/profile/profile_reader.h"
#include "engine/profile/profile_text.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    const auto profile = readProfile(fuzz::textOf(data, size));
    if (!profile) {
        return 0;
    }
    static_cast<void>(topText(*profile, profile->defaultType));
    if (const auto difference = differenceOf(*profile, *profile)) {
        static_cast<void>(topText(*difference, 0, SmallNodes::Keep));
        static_cast<void>(growthSentence(*difference, 0));
    }
    return 0;
}
