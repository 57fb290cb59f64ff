// The random numbers of the simulator: one stream per trace, the same on every machine with the same library.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace leaktide::bench {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    double uniform(double low, double high) { return low + (high - low) * m_uniform(m_engine); }
    double logUniform(double low, double high) { return std::exp(uniform(std::log(low), std::log(high))); }
    int whole(int low, int high) { return low + static_cast<int>(uniform(0, high - low + 1)); }
    bool chance(double p) { return m_uniform(m_engine) < p; }
    double normal() { return m_normal(m_engine); }
    // Exact for small means, normal for large ones.
    double poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 50) {
            return std::max(0.0, std::round(mean + std::sqrt(mean) * normal()));
        }
        return static_cast<double>(std::poisson_distribution<int>(mean)(m_engine));
    }

private:
    std::mt19937_64 m_engine;
    std::uniform_real_distribution<double> m_uniform{0, 1};
    std::normal_distribution<double> m_normal;
};

}  // namespace leaktide::bench
