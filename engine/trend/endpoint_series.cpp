#include "engine/trend/endpoint_series.h"

#include <algorithm>
#include <cmath>

namespace leaktide {

namespace {

void addTo(EndpointBlock& block, const EndpointBlock& newer) {
    block.readings += newer.readings;
    block.value += newer.value;
    block.seconds += newer.seconds;
    for (std::size_t i = 0; i < block.done.size(); ++i) {
        block.done[i] += newer.done[i];
    }
    block.toS = newer.toS;
    block.doneTo = newer.doneTo;
}

}  // namespace

void EndpointSeries::add(double tS, const std::vector<std::uint64_t>& done, double value) {
    if (!std::isfinite(value) || !std::isfinite(tS) || done.size() != m_requests) {
        return;
    }
    const std::vector<double> now(done.begin(), done.end());
    if (!m_paused && tS > m_lastS) {
        const EndpointBlock reading{.begins = m_begins,
                                    .readings = 1,
                                    .value = value,
                                    .seconds = tS,
                                    .done = now,
                                    .fromS = m_lastS,
                                    .toS = tS,
                                    .doneFrom = m_lastDone,
                                    .doneTo = now};
        if (m_begins || m_blocks.back().readings >= m_perBlock) {
            m_stretches += m_begins ? 1 : 0;
            if (full()) {
                mergeNeighbours();
            }
            m_blocks.push_back(reading);
        } else {
            addTo(m_blocks.back(), reading);
        }
        m_begins = false;
    } else if (m_paused) {
        m_begins = true;
    }
    m_paused = false;
    m_lastS = tS;
    m_lastDone = now;
}

bool EndpointSeries::full() const {
    return m_blocks.size() >= std::min(Capacity * m_stretches, CapacityOfAll);
}

void EndpointSeries::mergeNeighbours() {
    std::vector<EndpointBlock> merged;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        merged.push_back(m_blocks[i]);
        if (i + 1 < m_blocks.size() && !m_blocks[i + 1].begins) {
            addTo(merged.back(), m_blocks[++i]);
        }
    }
    m_blocks = std::move(merged);
    m_perBlock *= 2;
}

void EndpointSeries::clear() {
    *this = EndpointSeries(m_requests);
}

}  // namespace leaktide
