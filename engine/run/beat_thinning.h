// Keeps the beats of a run of any length in bounded memory: when there are too many, two neighbours of one
// phase become one for each that comes, old ones first, and all of a length before any gets longer. Counters
// stay exact, and so do the largest latencies; percentiles of a merged beat are at most 1/64 too high. The
// newest beats are never merged. Pure; one thread.
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

    [[nodiscard]] bool canJoin(const Beat& one, const Beat& two) const;
    void join(std::size_t at, std::vector<Beat>& beats);  // with the one behind it
    void merge(std::size_t into, std::size_t next, std::vector<Beat>& beats);

    std::size_t m_most;
    double m_longestS = 2;         // of a merged beat
    std::size_t m_next = 0;        // before it nothing can be joined any more
    std::vector<Shapes> m_shapes;  // of each beat
};

}  // namespace leaktide
