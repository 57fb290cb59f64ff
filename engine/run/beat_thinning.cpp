#include "engine/run/beat_thinning.h"

#include <algorithm>
#include <utility>

#include "engine/store/limited_time.h"

namespace leaktide {

namespace {

constexpr double Slack = 0.5;  // beats are a little longer or shorter than their second

std::optional<Beat::Latency> latencyOf(const LatencyShape& shape) {
    if (shape.count() == 0) {
        return std::nullopt;
    }
    return Beat::Latency{shape.quantile(0.50), shape.quantile(0.90), shape.quantile(0.99),
                         shape.quantile(0.999), shape.max()};
}

std::optional<ClientState> worst(const std::optional<ClientState>& one,
                                 const std::optional<ClientState>& two) {
    if (!one || !two) {
        return one ? one : two;
    }
    ClientState state = badnessOf(*one) > badnessOf(*two) ? *one : *two;
    state.coreUsed = std::max(one->coreUsed, two->coreUsed);
    state.coreWaited = std::max(one->coreWaited, two->coreWaited);
    return state;
}

}  // namespace

void BeatThinning::added(std::vector<Beat>& beats, const Histogram& service, const Histogram& response) {
    m_shapes.push_back({LatencyShape(service), LatencyShape(response)});
    if (beats.size() <= m_most) {
        return;
    }
    thin(beats);
    if (beats.size() > m_most / 4 * 3) {
        m_longestS *= 2;  // for the next time: half as many stay then
    }
}

void BeatThinning::thin(std::vector<Beat>& beats) {
    const std::size_t old = beats.size() - std::min(beats.size(), Untouched);
    const std::vector<double> limited = limitedTime(beats);
    for (std::size_t i = 0; i < old; ++i) {
        beats[i].limitedS = limited[i];  // while its neighbours are there to tell
    }
    std::size_t kept = 0;
    for (std::size_t next = 0; next < beats.size(); ++next) {
        const bool joins = kept > 0 && next < old && beats[kept - 1].phase == beats[next].phase &&
                           beats[kept - 1].durationS + beats[next].durationS <= m_longestS + Slack;
        if (joins) {
            merge(kept - 1, next, beats);
            continue;
        }
        if (kept != next) {
            beats[kept] = std::move(beats[next]);
            m_shapes[kept] = std::move(m_shapes[next]);
        }
        ++kept;
    }
    beats.resize(kept);
    m_shapes.erase(m_shapes.begin() + static_cast<std::ptrdiff_t>(kept), m_shapes.end());
}

void BeatThinning::merge(std::size_t into, std::size_t next, std::vector<Beat>& beats) {
    m_shapes[into].service.merge(m_shapes[next].service);
    m_shapes[into].response.merge(m_shapes[next].response);
    Beat& beat = beats[into];
    Beat& later = beats[next];
    later.counters.add(beat.counters);
    later.durationS += beat.durationS;
    later.inFlight = std::max(later.inFlight, beat.inFlight);
    later.openConnections = std::max(later.openConnections, beat.openConnections);
    later.client = worst(beat.client, later.client);
    later.limitedS = beat.limitedS.value_or(0) + later.limitedS.value_or(0);
    beat = std::move(later);
    beat.service = latencyOf(m_shapes[into].service);
    beat.response = latencyOf(m_shapes[into].response);
}

}  // namespace leaktide
