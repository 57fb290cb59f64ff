// Keeps the beats of a run of any length in bounded memory: when there are too many, neighbours of one phase
// become one beat of twice the length, old ones first. Counters stay exact, and so do the largest latencies;
// percentiles of a merged beat are at most 1/64 too high. The newest beats are never merged. Pure; one
// thread.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/run/latency_shape.h"
#include "engine/store/run_record.h"

namespace leaktide {

class BeatThinning {
public:
    static constexpr std::size_t MostBeats = 1800;  // half an hour of single seconds
    static constexpr std::size_t Untouched =
        120;  // the newest: whoever follows the run has time to read them

    explicit BeatThinning(std::size_t most = MostBeats) : m_most(most) {}

    // `beats`: all of the run so far; the newest was just added, measured with these histograms.
    void added(std::vector<Beat>& beats, const Histogram& service, const Histogram& response);

private:
    struct Shapes {
        LatencyShape service;
        LatencyShape response;
    };

    void thin(std::vector<Beat>& beats);
    void merge(std::size_t into, std::size_t next, std::vector<Beat>& beats);

    std::size_t m_most;
    double m_longestS = 2;         // of a merged beat
    std::vector<Shapes> m_shapes;  // of each beat
};

}  // namespace leaktide
