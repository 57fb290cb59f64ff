// Pieces that the families are built from: noise with memory, saw-teeth, warm-ups.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>

#include "tests/bench/detector/trace.h"

namespace leaktide::bench {

using Shared = std::shared_ptr<Random>;

inline bool loaded(const Moment& moment) {
    return moment.phase == TrendPhase::Load;
}

inline double working(const Draw& draw, const Moment& moment) {
    return loaded(moment) ? draw.working : 0;
}

// How far a warm-up rises.
inline double drawRise(const Draw& draw, const Shared& random) {
    return draw.noise * random->logUniform(10, 100);
}

// Autocorrelated noise of a given sd.
class MemoryNoise {
public:
    MemoryNoise(Shared random, double phi, double sd)
        : m_random(std::move(random)), m_phi(phi), m_sd(sd), m_state(m_random->normal()) {}
    double next() {
        m_state = m_phi * m_state + std::sqrt(1 - m_phi * m_phi) * m_random->normal();
        return m_sd * m_state;
    }

private:
    Shared m_random;
    double m_phi, m_sd, m_state;
};

// Garbage that grows with requests until a collection takes it: a share of what lives, as with GOGC.
class SawTooth {
public:
    // `perCycle`: requests between two collections; `height`: share of the live set.
    SawTooth(Shared random, double perCycle, double height)
        : m_random(std::move(random)), m_perCycle(perCycle), m_height(height) {
        m_filled = m_random->uniform(0, 1);
    }
    // Gives live plus garbage; `live` is noted when a collection happens.
    double next(double live, const Moment& moment) {
        m_filled += moment.done / m_perCycle;
        if (moment.collect || m_filled >= 1 + m_next) {
            m_filled = 0;
            m_next = 0.1 * m_random->normal();
            ++m_collections;
            *m_after = live;
        }
        if (*m_after == 0) {
            *m_after = live;
        }
        // Two levels: every collection but each fourth leaves a fifth behind.
        const double left = m_twoLevel && m_collections % 4 != 0 && !moment.collect ? 0.2 : 0;
        return live * (1 + m_height * (left + m_filled));
    }
    void setTwoLevel() { m_twoLevel = true; }
    std::shared_ptr<double> after() const { return m_after; }

private:
    Shared m_random;
    double m_perCycle, m_height, m_filled = 0, m_next = 0;
    int m_collections = 0;
    bool m_twoLevel = false;
    std::shared_ptr<double> m_after = std::make_shared<double>(0);
};

inline SawTooth drawSawTooth(const Draw& draw, const Shared& random) {
    const double cycles = random->logUniform(4, draw.readings / 8.0);
    SawTooth saw(random, draw.totalRequests / cycles, random->uniform(0.2, 1.0));
    if (random->chance(0.4)) {
        saw.setTwoLevel();
    }
    return saw;
}

// Go's pacer: garbage grows with requests until the heap is a fixed share larger than what lived at the last
// collection, so that the teeth grow with the live set and get rarer.
class PacedHeap {
public:
    PacedHeap(const Draw& draw, Shared random) : m_random(std::move(random)) {
        m_share = m_random->uniform(0.5, 1.5);
        const double collections = m_random->logUniform(6, 20.0 * draw.readings);
        m_perRequest = collections * m_share * draw.level / draw.totalRequests;
        m_garbage = m_random->uniform(0, m_share) * draw.level;
        *m_after = draw.level;
    }
    double next(double live, const Moment& moment) {
        m_garbage += m_perRequest * moment.done;
        if (moment.collect) {
            m_garbage = 0;
            *m_after = live;
        }
        while (m_garbage >= m_share * *m_after) {
            m_garbage -= m_share * *m_after;
            *m_after = live;
        }
        return live + m_garbage;
    }
    [[nodiscard]] std::shared_ptr<double> after() const { return m_after; }

private:
    Shared m_random;
    double m_share = 1, m_perRequest = 0, m_garbage = 0;
    std::shared_ptr<double> m_after = std::make_shared<double>(0);
};

inline double saturated(double share, double tau) {
    return 1 - std::exp(-share / tau);
}

// Plateaus of the request rate, each a fraction of the load long.
inline std::function<double(double)> drawLoadSteps(const Shared& random) {
    const int steps = random->whole(2, 6);
    auto rates = std::make_shared<std::vector<double>>();
    for (int i = 0; i < steps; ++i) {
        rates->push_back(random->uniform(0.3, 1.7));
    }
    return [rates](double share) {
        const auto i = static_cast<std::size_t>(share * static_cast<double>(rates->size()));
        return (*rates)[std::min(i, rates->size() - 1)];
    };
}

// Up to a higher rate, which is then held for the rest of the load.
inline std::function<double(double)> drawRamp(const Shared& random) {
    const double from = random->uniform(0.2, 0.8);
    const double to = random->uniform(1.2, 2.5);
    const double until = random->uniform(0.2, 1);
    return [=](double share) { return from + (to - from) * std::min(1.0, share / until); };
}

inline std::function<double(double)> drawSine(const Shared& random) {
    const double cycles = random->logUniform(0.4, 4);
    const double phase = random->uniform(0, 2 * M_PI);
    const double depth = random->uniform(0.1, 0.6);
    return [=](double share) { return 1 + depth * std::sin(phase + 2 * M_PI * cycles * share); };
}

}  // namespace leaktide::bench
