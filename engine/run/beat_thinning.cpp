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
    const std::size_t old = beats.size() - std::min(beats.size(), Untouched);
    if (beats.size() <= m_most || old < 2) {
        return;
    }
    for (int round = 0; round < 2; ++round, m_next = 0, m_longestS *= 2) {
        while (m_next + 1 < old && !canJoin(beats[m_next], beats[m_next + 1])) {
            ++m_next;
        }
        if (m_next + 1 < old) {
            join(m_next, beats);
            return;
        }
    }
}

bool BeatThinning::canJoin(const Beat& one, const Beat& two) const {
    return one.phase == two.phase && one.durationS + two.durationS <= m_longestS + Slack;
}

void BeatThinning::join(std::size_t at, std::vector<Beat>& beats) {
    const std::vector<double> limited = limitedTime(beats);
    // Of those around as well: what they tell hangs on their neighbours.
    for (std::size_t i = at < 2 ? 0 : at - 2; i < std::min(beats.size(), at + 4); ++i) {
        beats[i].limitedS = limited[i];
    }
    merge(at, at + 1, beats);
    const auto gone = static_cast<std::ptrdiff_t>(at) + 1;
    beats.erase(beats.begin() + gone);
    m_shapes.erase(m_shapes.begin() + gone);
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
