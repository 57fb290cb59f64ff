#include "engine/trend/counter.h"

namespace leaktide {

std::string_view wordOf(Counter counter) {
    constexpr std::array<std::string_view, CounterCount> Words{"requests", "errors", "aborted", "seconds"};
    return Words[indexOf(counter)];
}

std::string_view nounOf(Counter counter) {
    constexpr std::array<std::string_view, CounterCount> Nouns{"request", "failed request", "aborted request",
                                                               "second"};
    return Nouns[indexOf(counter)];
}

}  // namespace leaktide
