#include "tests/bench/detector/trace.h"

#include <cmath>

namespace leaktide::bench {
namespace {

Draw drawFor(const Family& family, Random& random) {
    Draw draw;
    draw.readings = static_cast<int>(random.logUniform(300, 3600));
    if (family.readings > 0) {
        draw.readings = family.readings;
    }
    draw.level = random.logUniform(1e6, 1e9);
    draw.noise = draw.level * random.logUniform(0.003, 0.03);
    draw.requestsPerReading = random.logUniform(5, 5000);
    draw.totalRequests = draw.requestsPerReading * draw.readings;
    draw.working = random.chance(0.5) ? draw.level * random.uniform(0, 0.1) : 0;
    return draw;
}

}  // namespace

Simulation::Simulation(const Family& family, std::uint64_t seed)
    : m_random(std::make_shared<Random>(seed)),
      m_draw(drawFor(family, *m_random)),
      m_server(family.make(m_draw, m_random)) {
    if (!m_server.errors && m_random->chance(0.5)) {
        m_server.errorShare = m_random->logUniform(1e-4, 0.05);  // failures that have nothing to do with it
    }
}

void Simulation::step(TrendPhase phase, bool collect, std::vector<Reading>& out) {
    m_t += 0.5 * (1 + 0.02 * (m_random->uniform(-1, 1)));
    m_moment.phase = phase;
    m_moment.collect = collect;
    m_moment.rate = phase == TrendPhase::Load ? std::max(0.0, m_server.rate(std::fmod(m_share, 1.0))) : 0;
    m_moment.done = 0;
    if (phase == TrendPhase::Load) {
        m_share += 1.0 / m_draw.readings;
        m_moment.done = m_random->poisson(m_draw.requestsPerReading * m_moment.rate);
    }
    const double failing = m_server.errors ? m_server.errors(m_share) : m_server.errorShare;
    m_moment.errors += m_random->poisson(m_moment.done * failing);
    m_moment.requests += m_moment.done;
    m_moment.share = m_share;
    const double value = m_server.value(m_moment);
    out.push_back(
        {.phase = phase,
         .sample = {.tS = m_t, .requests = m_moment.requests, .errors = m_moment.errors, .value = value},
         .afterCollection = m_server.afterCollection ? *m_server.afterCollection : value});
}

std::vector<Reading> Simulation::run(double loads) {
    std::vector<Reading> readings;
    if (!m_idled) {
        const int idle = m_random->whole(10, 20);
        for (int i = 0; i < idle; ++i) {
            step(TrendPhase::Idle, i == 0, readings);
        }
        m_idled = true;
    }
    const auto load = static_cast<int>(std::lround(loads * m_draw.readings));
    for (int i = 0; i < load; ++i) {
        step(TrendPhase::Load, false, readings);
    }
    const int drain = m_random->whole(10, 20);
    for (int i = 0; i < drain; ++i) {
        step(TrendPhase::Drain, i == 2, readings);
    }
    return readings;
}

}  // namespace leaktide::bench
