// Series for the tests of the detector: one short run against a small server, told reading by reading.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>

#include "engine/trend/trend_detector.h"

namespace leaktide::testing {

struct ShortRun {
    double seconds = 20;
    double readingsPerSecond = 10;
    double requestsPerSecond = 2000;
    double idleSeconds = 2;
    double drainSeconds = 3;
};

// value(served, seconds of load, phase): what the server shows when it has served so many requests.
using ServerValue = std::function<double(double served, double loadS, TrendPhase phase)>;

// Readings come late by up to 20 ms; the client's count lags the server's by up to `lag` requests.
inline TrendVerdict runShort(const SignalSpec& spec, const ShortRun& run, std::uint64_t seed,
                             const ServerValue& value, double lag = 20) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> late(0, 0.02);
    std::uniform_real_distribution<double> lagging(0, lag);
    TrendDetector detector(spec);
    const double total = run.idleSeconds + run.seconds + run.drainSeconds;
    const auto readings = static_cast<int>(total * run.readingsPerSecond);
    for (int i = 0; i < readings; ++i) {
        const double t = i / run.readingsPerSecond + late(random);
        const double loadS = t - run.idleSeconds;
        TrendPhase phase = TrendPhase::Load;
        double served = std::floor(std::max(0.0, loadS) * run.requestsPerSecond);
        double counted = std::floor(std::max(0.0, served - lagging(random)));
        if (loadS < 0) {
            phase = TrendPhase::Idle;
        } else if (loadS >= run.seconds) {
            phase = TrendPhase::Drain;
            served = run.seconds * run.requestsPerSecond;
            counted = served;
        }
        detector.add(phase,
                     {.tS = t, .requests = counted, .errors = 0, .value = value(served, loadS, phase)});
    }
    return detector.finish();
}

}  // namespace leaktide::testing
