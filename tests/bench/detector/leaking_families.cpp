// Servers that leak. `perRequest` is the true slope where there is one.
#include "tests/bench/detector/parts.h"

namespace leaktide::bench {

std::vector<Family> laterLeakingFamilies();

namespace {

Server linear(const Draw& d, const Shared& r) {
    const double slope = d.noise * r->logUniform(8, 100) / d.totalRequests;
    return {.value =
                [=](const Moment& m) {
                    return d.level + working(d, m) + slope * m.requests + d.noise * r->normal();
                },
            .perRequest = slope};
}

Server underSawTooth(const Draw& d, const Shared& r) {
    auto saw = std::make_shared<SawTooth>(drawSawTooth(d, r));
    const double slope = d.level * r->uniform(0.2, 1) / d.totalRequests;
    return {.value =
                [=](const Moment& m) {
                    return saw->next(d.level + slope * m.requests + 0.2 * d.noise * r->normal(), m);
                },
            .perRequest = slope,
            .afterCollection = saw->after()};
}

Server oneHundredthOfNoise(const Draw& d, const Shared& r) {
    const double slope = 0.01 * d.noise / d.requestsPerReading;
    return {.value = [=](const Moment& m) { return d.level + slope * m.requests + d.noise * r->normal(); },
            .perRequest = slope};
}

Server rareBigSteps(const Draw& d, const Shared& r) {
    const double perLoad = r->uniform(8, 20);
    const double size = d.noise * r->logUniform(2, 20);
    auto lost = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *lost += size * r->poisson(perLoad * m.done / d.totalRequests);
                    return d.level + *lost + d.noise * r->normal();
                },
            .perRequest = size * perLoad / d.totalRequests};
}

Server late(const Draw& d, const Shared& r) {
    const double from = r->uniform(0.3, 0.6) * d.totalRequests;
    const double slope = d.noise * r->logUniform(20, 100) / d.totalRequests;
    return {.value = [=](const Moment& m) {
        return d.level + slope * std::max(0.0, m.requests - from) + d.noise * r->normal();
    }};
}

Server subLinear(const Draw& d, const Shared& r) {
    const double power = r->uniform(0.6, 0.9);
    const double rise = d.noise * r->logUniform(20, 100);
    return {.value = [=](const Moment& m) {
        return d.level + rise * std::pow(m.requests / d.totalRequests, power) + d.noise * r->normal();
    }};
}

Server itemsOverPool(const Draw& d, const Shared& r) {
    const double pool = r->logUniform(2, 50);
    const double perRequest = r->logUniform(15, 300) / d.totalRequests;
    auto lost = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *lost += r->poisson(perRequest * m.done);
                    return 5 + *lost + (loaded(m) ? r->poisson(pool) : 0.0);
                },
            .perRequest = perRequest,
            .unit = SignalUnit::Items};
}

Server onErrors(const Draw& d, const Shared& r) {
    const double base = r->logUniform(0.005, 0.05);
    auto bursts = std::make_shared<std::vector<double>>();
    const int count = r->whole(2, 6);
    for (int i = 0; i < count; ++i) {
        bursts->push_back(r->uniform(0, 1));
    }
    const double perError = d.noise * r->logUniform(30, 100) / (d.totalRequests * base * 2);
    return {.value = [=](const Moment& m) { return d.level + perError * m.errors + d.noise * r->normal(); },
            .errors =
                [=](double share) {
                    const double at = share - std::floor(share);
                    double errors = base * 0.2;
                    for (const double burst : *bursts) {
                        errors += std::abs(at - burst) < 0.03 ? base * 8 : 0;
                    }
                    return std::min(0.9, errors);
                },
            .perError = perError};
}

Server warmUpAndLeak(const Draw& d, const Shared& r) {
    const double slope = d.noise * r->logUniform(20, 100) / d.totalRequests;
    const double rise = d.noise * r->logUniform(5, 50);
    const double tau = r->uniform(0.03, 0.15);
    return {.value =
                [=](const Moment& m) {
                    return d.level + rise * saturated(m.share, tau) + slope * m.requests +
                           d.noise * r->normal();
                },
            .perRequest = slope};
}

Server loadStepsAndLeak(const Draw& d, const Shared& r) {
    const double slope = d.noise * r->logUniform(20, 100) / d.totalRequests;
    const double perRate = d.level * r->uniform(0.1, 1);
    return {.value =
                [=](const Moment& m) {
                    return d.level + perRate * m.rate + slope * m.requests + d.noise * r->normal();
                },
            .rate = drawLoadSteps(r),
            .perRequest = slope};
}

Server autocorrelatedAndLeak(const Draw& d, const Shared& r) {
    auto noise = std::make_shared<MemoryNoise>(r, 1 - r->logUniform(0.02, 0.2), d.noise);
    const double slope = d.noise * r->logUniform(15, 100) / d.totalRequests;
    return {.value = [=](const Moment& m) { return d.level + slope * m.requests + noise->next(); },
            .perRequest = slope};
}

}  // namespace

std::vector<Family> leakingFamilies() {
    std::vector<Family> families{{"linear, 8-100 sd", true, linear},
                                 {"linear under saw-tooth", true, underSawTooth},
                                 {"1 % of sd per reading", true, oneHundredthOfNoise},
                                 {"8-20 rare big steps", true, rareBigSteps},
                                 {"from 30-60 % of the run", true, late},
                                 {"sub-linear, power 0.6-0.9", true, subLinear},
                                 {"items over a constant pool", true, itemsOverPool},
                                 {"on errors only", true, onErrors},
                                 {"warm-up and leak", true, warmUpAndLeak},
                                 {"load steps and leak", true, loadStepsAndLeak},
                                 {"AR(1) noise and leak", true, autocorrelatedAndLeak}};
    for (Family& family : laterLeakingFamilies()) {
        families.push_back(std::move(family));
    }
    return families;
}

}  // namespace leaktide::bench
