// What reading a target costs, so far. Plain arithmetic.
#pragma once

#include <cstdint>

#include "engine/base/phrase.h"
#include "engine/base/units.h"
#include "engine/probe/reading.h"

namespace leaktide {

class ProbeCost {
public:
    void add(const Reading& reading);
    void addCollection(Nanos took);
    // "312 readings, 1.2 ms and 9.3 KiB each"; empty before the first one.
    [[nodiscard]] Phrases describe() const;

private:
    std::uint64_t m_readings = 0;
    std::uint64_t m_failed = 0;
    std::uint64_t m_bytes = 0;
    Nanos m_reading{};
    std::uint64_t m_collections = 0;
    Nanos m_collecting{};
};

}  // namespace leaktide
