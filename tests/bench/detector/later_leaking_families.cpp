// Leaking servers beyond the study's first eleven.
#include "tests/bench/detector/parts.h"

namespace leaktide::bench {
namespace {

double drawSlope(const Draw& d, const Shared& r) {
    return d.noise * r->logUniform(20, 100) / d.totalRequests;
}

Server leakAndSine(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double size = slope * d.totalRequests * r->uniform(0.3, 1);
    const double cycles = r->uniform(1.5, 6);
    const double phase = r->uniform(0, 2 * M_PI);
    return {.value =
                [=](const Moment& m) {
                    const double wave =
                        loaded(m) ? size / 2 * std::sin(phase + 2 * M_PI * cycles * m.share) : 0;
                    return d.level + wave + slope * m.requests + d.noise * r->normal();
                },
            .perRequest = slope};
}

Server leakAndCache(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double full = r->uniform(0.02, 0.15);
    const double cache = d.noise * r->logUniform(10, 100);
    return {.value =
                [=](const Moment& m) {
                    return d.level + cache * std::min(1.0, m.share / full) + slope * m.requests +
                           d.noise * r->normal();
                },
            .perRequest = slope};
}

Server leakInArenas(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double arena = slope * d.totalRequests / r->uniform(30, 200);
    return {.value =
                [=](const Moment& m) {
                    return d.level + arena * std::ceil(slope * m.requests / arena) +
                           0.2 * d.noise * r->normal();
                },
            .perRequest = slope};
}

Server accelerating(const Draw& d, const Shared& r) {
    const double power = r->uniform(1.2, 2);
    const double rise = d.noise * r->logUniform(20, 100);
    return {.value = [=](const Moment& m) {
        return d.level + rise * std::pow(m.requests / d.totalRequests, power) + d.noise * r->normal();
    }};
}

Server rampAndLeak(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double perRate = d.level * r->uniform(0.01, 0.2);
    return {.value =
                [=](const Moment& m) {
                    return d.level + perRate * m.rate + slope * m.requests + d.noise * r->normal();
                },
            .rate = drawRamp(r)};
}

Server everythingAndLeak(const Draw& d, const Shared& r) {
    auto saw = std::make_shared<SawTooth>(drawSawTooth(d, r));
    auto noise = std::make_shared<MemoryNoise>(r, r->uniform(0.8, 0.99), d.noise);
    const double tau = r->uniform(0.03, 0.2);
    const double rise = d.noise * r->logUniform(5, 30);
    const double perRate = d.level * r->uniform(0.05, 0.3);
    const double slope = d.level * r->uniform(0.3, 1) / d.totalRequests;
    return {.value =
                [=](const Moment& m) {
                    const double live =
                        d.level + rise * saturated(m.share, tau) + perRate * m.rate + noise->next();
                    return saw->next(live + slope * m.requests, m);
                },
            .rate = drawLoadSteps(r),
            .afterCollection = saw->after()};
}

// Every visitor leaves an entry for good, and most requests come from new visitors.
Server perNewUser(const Draw& d, const Shared& r) {
    const double entry = drawSlope(d, r);
    const double newShare = r->uniform(0.2, 0.9);
    auto users = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *users += r->poisson(newShare * m.done);
                    return d.level + entry * *users + d.noise * r->normal();
                },
            .perRequest = entry * newShare};
}

// One task stays for every so many requests, exactly.
Server everyNth(const Draw& d, const Shared& r) {
    const double every = d.totalRequests / r->logUniform(20, 1000);
    const double busy = r->logUniform(1, 50);
    return {.value =
                [=](const Moment& m) {
                    return 2 + std::floor(m.requests / every) + (loaded(m) ? r->poisson(busy) : 0.0);
                },
            .perRequest = 1 / every,
            .unit = SignalUnit::Items};
}

// White noise and a line that grows by `sds` noise sd over `readings` readings.
Family exactLine(const std::string& name, int readings, double sds) {
    const auto make = [sds](const Draw& d, const Shared& r) -> Server {
        const double slope = d.noise * sds / d.totalRequests;
        return {
            .value = [=](const Moment& m) { return d.level + slope * m.requests + d.noise * r->normal(); },
            .perRequest = slope};
    };
    return {name, true, make, false, readings};
}

}  // namespace

std::vector<Family> goalFamilies() {
    return {exactLine("linear, 12 sd, 300 readings", 300, 12),
            exactLine("linear, 10 sd, 600 readings", 600, 10),
            exactLine("linear, 8 sd, 1200 readings", 1200, 8),
            exactLine("linear, 4 sd, 300 readings", 300, 4),
            exactLine("linear, 20 sd, 60 readings", 60, 20),
            exactLine("1 % of sd per reading, 1200 readings", 1200, 12),
            exactLine("1 % of sd per reading, 3600 readings", 3600, 36)};
}

std::vector<Family> laterLeakingFamilies() {
    return {{"leak and a sine of its size", true, leakAndSine, true},
            {"leak and early cache", true, leakAndCache, true},
            {"leak in allocator arenas", true, leakInArenas, true},
            {"accelerating", true, accelerating, true},
            {"rate ramp and leak", true, rampAndLeak, true},
            {"everything and leak", true, everythingAndLeak, true},
            {"one entry per new user", true, perNewUser, true},
            {"items, every Nth request", true, everyNth, true}};
}

}  // namespace leaktide::bench
