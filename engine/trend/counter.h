// What growth is counted against. Requests first; another one is taken only if it explains the growth better.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace leaktide {

enum class Counter : std::size_t { Requests, Errors, Aborted, Seconds };

constexpr std::size_t CounterCount = 4;
constexpr std::array<Counter, CounterCount> AllCounters{Counter::Requests, Counter::Errors, Counter::Aborted,
                                                        Counter::Seconds};
using CounterValues = std::array<double, CounterCount>;

constexpr std::size_t indexOf(Counter counter) {
    return static_cast<std::size_t>(counter);
}

// "requests", "errors", "aborted", "seconds": stands in files.
std::string_view wordOf(Counter counter);
// "request", "failed request", "aborted request", "second".
std::string_view nounOf(Counter counter);

}  // namespace leaktide
