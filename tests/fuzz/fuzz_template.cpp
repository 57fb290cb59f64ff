#include <atomic>

#include "engine/load/text_template.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    static const DataTable Table = std::move(DataTable::parse("id,word\n1,\"a b\"\n")).value();
    static std::atomic<std::uint64_t> numbers{0};
    static RequestValues values({numbers, &Table, DataOrder::InTurn});
    for (const auto place :
         {TextTemplate::Place::Url, TextTemplate::Place::Header, TextTemplate::Place::Body}) {
        if (const auto text = TextTemplate::parse(fuzz::textOf(data, size), &Table, place)) {
            std::string rendered;
            values.draw(0);
            text->append(values, rendered);
        }
    }
    return 0;
}
