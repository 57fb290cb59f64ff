#include "engine/trend/block_series.h"

namespace leaktide {

Block merged(const Block& older, const Block& newer) {
    Block both = older;
    both.count += newer.count;
    both.sumX += newer.sumX;
    both.sumY += newer.sumY;
    if (newer.minY < older.minY) {
        both.minY = newer.minY;
        both.minX = newer.minX;
    }
    both.seconds += newer.seconds;
    both.requests += newer.requests;
    return both;
}

BlockSeries::BlockSeries(std::size_t capacity) : m_capacity(capacity) {
    m_blocks.reserve(m_capacity);
}

void BlockSeries::add(double t, double x, double y) {
    const Block reading{.count = 1,
                        .sumX = x,
                        .sumY = y,
                        .minY = y,
                        .minX = x,
                        .seconds = m_paused ? 0 : t - m_lastT,
                        .requests = m_paused ? 0 : x - m_lastX};
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
    m_lastT = t;
    m_lastX = x;
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
