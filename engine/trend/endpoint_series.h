// One signal under a load of several requests, in fixed memory: blocks of neighbouring readings, each with
// how many of each request had been done. Blocks are few on
// purpose: a count is not known to the very moment of its reading, and that must be small beside what is
// counted in a block. When all are full, neighbours merge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leaktide {

// Sums over the readings of a block; a mean is a sum over `readings`.
struct EndpointBlock {
    bool begins = false;  // of a stretch of load: what lies before belongs to no block
    double readings = 0;
    double value = 0;
    double seconds = 0;
    std::vector<double> done;              // by request
    double fromS = 0, toS = 0;             // what it covers
    std::vector<double> doneFrom, doneTo;  // at its edges
};

class EndpointSeries {
public:
    static constexpr std::size_t Capacity = 256;        // of a run with one load
    static constexpr std::size_t CapacityOfAll = 1024;  // of one with many

    explicit EndpointSeries(std::size_t requests) : m_requests(requests) {}

    // The first reading of a stretch only tells where it begins. Values that are not finite, and readings
    // without a count for each request, are left out.
    void add(double tS, const std::vector<std::uint64_t>& done, double value);
    void pause() { m_paused = true; }  // the next reading begins a new stretch
    void clear();

    [[nodiscard]] std::size_t requests() const { return m_requests; }
    [[nodiscard]] const std::vector<EndpointBlock>& blocks() const { return m_blocks; }

private:
    [[nodiscard]] bool full() const;
    void mergeNeighbours();

    std::size_t m_requests;
    std::vector<EndpointBlock> m_blocks;
    double m_perBlock = 1;
    std::size_t m_stretches = 0;
    bool m_paused = true;
    bool m_begins = true;
    double m_lastS = 0;
    std::vector<double> m_lastDone;
};

}  // namespace leaktide
