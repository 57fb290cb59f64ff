// What the engine must say of each fault of tests/support/fault_server.h.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/measure/outcome.h"

namespace leaktide::test {

using Kinds = std::vector<FailureKind>;

// Faults may be told in more than one true way (a reset can overtake the bytes before it).
struct Expectation {
    const char* path;
    int status = 0;  // of a valid answer; 0: it must fail
    Kinds kinds = {};
    std::size_t uploadBytes = 0;  // 0: a GET
};

const std::vector<Expectation>& expectations();

}  // namespace leaktide::test
