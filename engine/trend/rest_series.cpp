#include "engine/trend/rest_series.h"

#include <cmath>

namespace leaktide {

void RestSeries::add(double value) {
    if (m_used == 0 || m_blocks[m_used - 1].count >= m_length) {
        if (m_used == Capacity) {
            for (std::size_t i = 0; i < Capacity / 2; ++i) {
                m_blocks[i] = {m_blocks[2 * i].count + m_blocks[2 * i + 1].count,
                               m_blocks[2 * i].sum + m_blocks[2 * i + 1].sum};
            }
            m_used = Capacity / 2;
            m_length *= 2;
        }
        m_blocks[m_used++] = {};
    }
    m_blocks[m_used - 1].count += 1;
    m_blocks[m_used - 1].sum += value;
    ++m_count;
}

std::optional<RestLevel> RestSeries::levelFrom(std::size_t firstBlock) const {
    double count = 0;
    double sum = 0;
    for (std::size_t i = firstBlock; i < m_used; ++i) {
        count += static_cast<double>(m_blocks[i].count);
        sum += m_blocks[i].sum;
    }
    if (count <= 0) {
        return std::nullopt;
    }
    RestLevel level{.mean = sum / count, .error = 0};
    double squares = 0;
    const auto used = static_cast<double>(m_used - firstBlock);
    for (std::size_t i = firstBlock; i < m_used; ++i) {
        const double off = m_blocks[i].sum / static_cast<double>(m_blocks[i].count) - level.mean;
        squares += off * off;
    }
    level.error = used > 1 ? std::sqrt(squares / (used - 1) / used) : 0;
    return level;
}

}  // namespace leaktide
