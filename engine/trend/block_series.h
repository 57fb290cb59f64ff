// A series of any length in fixed memory: blocks of `readingsPerBlock` readings each; when all are full,
// neighbours merge and the length doubles. Adding is O(1) amortised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/trend/counter.h"

namespace leaktide {

// What is kept of some neighbouring readings. Sums of sums, so that two of them merge without loss.
struct Block {
    std::uint64_t count = 0;
    double sumY = 0;  // y: the signal
    double minY = 0;
    CounterValues sums{};   // of each counter
    CounterValues atMin{};  // each counter where the smallest y was seen
    double seconds = 0;     // covered; a pause between two loads is not
    double requests = 0;    // done in them
};

// `newer` must follow `older` directly.
Block merged(const Block& older, const Block& newer);

class BlockSeries {
public:
    static constexpr std::size_t Capacity = 64;

    explicit BlockSeries(std::size_t capacity = Capacity);  // even, at most Capacity

    void add(const CounterValues& counters, double y);
    // The next reading begins a new stretch: what lies between belongs to no block.
    void pause() { m_paused = true; }

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    // The last may be open. Whole blocks, and the open one once it is at least half full.
    [[nodiscard]] std::size_t usableBlocks() const;
    [[nodiscard]] std::size_t storedBlocks() const { return m_blocks.size(); }
    [[nodiscard]] const Block& block(std::size_t index) const { return m_blocks[index]; }
    [[nodiscard]] const CounterValues& last() const { return m_last; }
    [[nodiscard]] std::uint64_t readingsPerBlock() const { return m_length; }

private:
    void mergeNeighbours();

    std::vector<Block> m_blocks;  // its memory is taken once
    std::size_t m_capacity;
    std::uint64_t m_length = 1;
    std::uint64_t m_count = 0;
    bool m_paused = true;
    CounterValues m_last{};
};

}  // namespace leaktide
