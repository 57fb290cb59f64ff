// The stack of an allocation as a person wants it: from whoever asked for memory on, without the allocator
// and the containers' own code below. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "target-server/pprof/symbols.h"

namespace leaktide::target {

class HeapFrames {
public:
    // `addresses` from the leaf on. The frames live as long as this object.
    std::vector<const Frame*> of(const std::vector<std::uint64_t>& addresses);

private:
    // Without the lines of library headers that were inlined below our own; null: nothing is left.
    const Frame* asking(const Frame& frame);

    Symbols m_symbols;
    std::map<std::uint64_t, Frame> m_asking;  // by address
};

}  // namespace leaktide::target
