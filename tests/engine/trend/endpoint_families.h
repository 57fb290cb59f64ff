// Simulated signals under a load whose requests are sent now more, now less often, as --find-endpoint does
// it: families of noise and growth, each from fixed seeds, and what the method said of them.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "engine/plan/varied_shares.h"
#include "engine/trend/endpoint_growth.h"

namespace leaktide::testing {

struct EndpointTrace {
    std::vector<double> weights;  // of the requests
    std::vector<double> leaks;    // growth of the signal with each of them, as it truly is
    std::vector<bool> fills;      // a request that fills a cache: what it adds is no leak
    double perSecond = 0;         // growth with time
    double level = 0;             // at the beginning
    double whole = 0;             // growth over the load by leaks and time
    std::vector<double> noise;    // of each reading
    std::vector<double> held;     // by each request in flight; a level that moves with the rates
    SignalUnit unit = SignalUnit::Items;
};

class EndpointFamily {
public:
    static constexpr int Readings = 300;
    static constexpr double ReadingsPerSecond = 10;
    static constexpr double Rate = 2000;

    std::string name;
    std::function<EndpointTrace(std::mt19937_64&)> make;

    // Requests of each kind per second, `reading` from 0.
    static std::vector<double> ratesAt(const EndpointTrace& trace, int reading) {
        const auto stretch = static_cast<std::size_t>(reading) * ShareStretches / Readings;
        double all = 0;
        for (const double weight : trace.weights) {
            all += weight;
        }
        std::vector<double> rates;
        for (std::size_t i = 0; i < trace.weights.size(); ++i) {
            rates.push_back(Rate * trace.weights[i] / all * (sentMoreOften(i, stretch) ? 1.6 : 0.4));
        }
        return rates;
    }

    static EndpointSeries seriesOf(const EndpointTrace& trace, std::mt19937_64& random) {
        const std::size_t requests = trace.weights.size();
        EndpointSeries series(requests);
        std::vector<double> done(requests);
        std::vector<double> cached(requests);
        std::vector<std::uint64_t> counts(requests);
        std::uniform_real_distribution<double> part(0, 1);
        std::normal_distribution<double> wobble(1, 0.02);
        for (int i = 0; i < Readings; ++i) {
            const std::vector<double> rates = ratesAt(trace, i);
            double value = trace.level + trace.noise[static_cast<std::size_t>(i)] +
                           trace.perSecond * i / ReadingsPerSecond;
            for (std::size_t r = 0; r < requests; ++r) {
                done[r] += std::max(0.0, wobble(random)) * rates[r] / ReadingsPerSecond;
                counts[r] = static_cast<std::uint64_t>(done[r] + part(random));
                const double full = Rate * trace.weights[r] / 4 * 0.3;  // a third of the load fills it
                const double added = trace.fills[r] ? full * (1 - std::exp(-done[r] / full)) : done[r];
                const double grown = trace.leaks[r] * added;
                value += trace.unit == SignalUnit::Items ? std::floor(grown) : grown;
                value += trace.held[r] * rates[r];
            }
            series.add(i / ReadingsPerSecond, counts, value);
        }
        return series;
    }
};

inline std::vector<double> whiteNoise(std::mt19937_64& random, double sd) {
    std::normal_distribution<double> normal(0, sd);
    std::vector<double> noise(EndpointFamily::Readings);
    for (double& one : noise) {
        one = normal(random);
    }
    return noise;
}

// Autocorrelated; `memory` 1: a random walk, whose steps then are of this sd.
inline std::vector<double> slowNoise(std::mt19937_64& random, double sd, double memory) {
    std::vector<double> noise = whiteNoise(random, memory < 1 ? sd * std::sqrt(1 - memory * memory) : sd);
    for (std::size_t i = 1; i < noise.size(); ++i) {
        noise[i] += memory * noise[i - 1];
    }
    return noise;
}

}  // namespace leaktide::testing
