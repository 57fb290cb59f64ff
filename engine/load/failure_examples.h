// A few texts of each kind of failure, for people. Bounded; already printable; thread-safe.
#pragma once

#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/measure/outcome.h"

namespace leaktide {

class FailureExamples {
public:
    static constexpr std::size_t MostPerKind = 3;

    // "connection refused: Failed to connect to …"; a text that is there already is not kept twice.
    void offer(FailureKind kind, std::string_view detail);
    [[nodiscard]] std::vector<std::string> all() const;

private:
    mutable std::mutex m_mutex;
    std::array<std::vector<std::string>, FailureKindCount> m_texts;
};

}  // namespace leaktide
