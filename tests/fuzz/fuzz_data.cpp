#include "engine/plan/data_table.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace leaktide;
    if (const auto table = DataTable::parse(fuzz::textOf(data, size))) {
        for (std::size_t column = 0; column < table->columns().size(); ++column) {
            static_cast<void>(table->cell(table->rows() - 1, column));
        }
    }
    return 0;
}
