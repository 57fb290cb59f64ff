#include "engine/probe/proc_files.h"
#include "engine/probe/proc_sockets.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    const std::string_view text = fuzz::textOf(data, size);
    SocketCounts counts;
    countSockets(text, 8080, counts);
    static_cast<void>(statusField(text, "VmRSS"));
    static_cast<void>(startTicksOf(text));
    static_cast<void>(openFilesLimit(text));
    return 0;
}
