#include "engine/trend/block_series.h"

namespace leaktide {

Block merged(const Block& older, const Block& newer) {
    Block both = older;
    both.count += newer.count;
    both.sumY += newer.sumY;
    for (std::size_t i = 0; i < CounterCount; ++i) {
        both.sums[i] += newer.sums[i];
    }
    if (newer.minY < older.minY) {
        both.minY = newer.minY;
        both.atMin = newer.atMin;
    }
    both.seconds += newer.seconds;
    both.requests += newer.requests;
    return both;
}

BlockSeries::BlockSeries(std::size_t capacity) : m_capacity(capacity) {
    m_blocks.reserve(m_capacity);
}

void BlockSeries::add(const CounterValues& counters, double y) {
    constexpr std::size_t Seconds = indexOf(Counter::Seconds);
    constexpr std::size_t Requests = indexOf(Counter::Requests);
    const Block reading{.count = 1,
                        .sumY = y,
                        .minY = y,
                        .sums = counters,
                        .atMin = counters,
                        .seconds = m_paused ? 0 : counters[Seconds] - m_last[Seconds],
                        .requests = m_paused ? 0 : counters[Requests] - m_last[Requests]};
    m_paused = false;
    if (!m_blocks.empty() && m_blocks.back().count < m_length) {
        m_blocks.back() = merged(m_blocks.back(), reading);
    } else {
        if (m_blocks.size() == m_capacity) {
            mergeNeighbours();
        }
        m_blocks.push_back(reading);
    }
    ++m_count;
    m_last = counters;
}

std::size_t BlockSeries::usableBlocks() const {
    if (m_blocks.empty()) {
        return 0;
    }
    return 2 * m_blocks.back().count >= m_length ? m_blocks.size() : m_blocks.size() - 1;
}

void BlockSeries::mergeNeighbours() {
    for (std::size_t i = 0; i < m_capacity / 2; ++i) {
        m_blocks[i] = merged(m_blocks[2 * i], m_blocks[2 * i + 1]);
    }
    m_blocks.resize(m_capacity / 2);
    m_length *= 2;
}

}  // namespace leaktide
