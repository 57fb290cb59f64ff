// Servers that do not leak, as the study names them (docs/leak_method.md).
#include "tests/bench/detector/parts.h"

namespace leaktide::bench {

std::vector<Family> laterHealthyFamilies();

namespace {

Server white(const Draw& d, const Shared& r) {
    return {.value = [d, r](const Moment& m) { return d.level + working(d, m) + d.noise * r->normal(); }};
}

Server autocorrelated(const Draw& d, const Shared& r) {
    auto noise = std::make_shared<MemoryNoise>(r, 1 - r->logUniform(0.005, 0.1), d.noise);
    return {.value = [=](const Moment& m) { return d.level + working(d, m) + noise->next(); }};
}

Server boundedWalk(const Draw& d, const Shared& r) {
    auto at = std::make_shared<double>(r->uniform(-1, 1));
    const double step = r->logUniform(0.01, 0.2);
    return {.value = [=](const Moment& m) {
        *at += step * r->normal();
        if (std::abs(*at) > 1) {
            *at = std::clamp(std::copysign(2.0, *at) - *at, -1.0, 1.0);
        }
        return d.level + working(d, m) + 3 * d.noise * *at + 0.1 * d.noise * r->normal();
    }};
}

Server sawTooth(const Draw& d, const Shared& r) {
    auto saw = std::make_shared<SawTooth>(drawSawTooth(d, r));
    return {.value =
                [=](const Moment& m) {
                    return saw->next(d.level + working(d, m) + 0.2 * d.noise * r->normal(), m);
                },
            .afterCollection = saw->after()};
}

Server sawToothToPlateau(const Draw& d, const Shared& r) {
    auto saw = std::make_shared<SawTooth>(drawSawTooth(d, r));
    const double tau = r->uniform(0.03, 0.25);
    const double grows = r->uniform(0.2, 1.5);
    return {.value =
                [=](const Moment& m) {
                    const double live = d.level * (1 + grows * saturated(m.share, tau));
                    return saw->next(live + 0.2 * d.noise * r->normal(), m);
                },
            .afterCollection = saw->after()};
}

Server warmUp(const Draw& d, const Shared& r) {
    const double tau = r->logUniform(0.05, 1.5);
    const double rise = d.noise * r->logUniform(10, 100);
    return {.value = [=](const Moment& m) {
        return d.level + working(d, m) + rise * saturated(m.share, tau) + d.noise * r->normal();
    }};
}

Server loadSteps(const Draw& d, const Shared& r) {
    const double perRate = d.level * r->uniform(0.1, 1);
    return {.value = [=](const Moment& m) { return d.level + perRate * m.rate + d.noise * r->normal(); },
            .rate = drawLoadSteps(r)};
}

Server cacheFill(const Draw& d, const Shared& r) {
    const double full = r->uniform(0.1, 0.95);
    const double rise = d.noise * r->logUniform(10, 200);
    return {.value = [=](const Moment& m) {
        return d.level + working(d, m) + rise * std::min(1.0, m.share / full) + d.noise * r->normal();
    }};
}

Server diurnal(const Draw& d, const Shared& r) {
    const double perRate = d.level * r->uniform(0.1, 1);
    return {.value = [=](const Moment& m) { return d.level + perRate * m.rate + d.noise * r->normal(); },
            .rate = drawSine(r)};
}

Server stepUp(const Draw& d, const Shared& r) {
    const double at = r->uniform(0.05, 0.95);
    const double rise = d.noise * r->logUniform(5, 100);
    return {.value = [=](const Moment& m) {
        return d.level + (m.share > at ? rise : 0) + d.noise * r->normal();
    }};
}

Server quantised(const Draw&, const Shared& r) {
    const int level = r->whole(2, 200);
    const double moves = r->logUniform(0.002, 0.2);
    return {.value =
                [=](const Moment& m) {
                    const int busy = loaded(m) ? 5 : 0;
                    return level + busy + (r->chance(moves) ? r->whole(-1, 1) : 0);
                },
            .unit = SignalUnit::Items};
}

Server spike(const Draw& d, const Shared& r) {
    const double at = r->uniform(0, 0.7);
    const double decay = r->uniform(0.05, 0.5);
    const double height = d.noise * r->logUniform(10, 100);
    return {.value = [=](const Moment& m) {
        const double since = m.share - at;
        return d.level + (since >= 0 ? height * std::exp(-since / decay) : 0) + d.noise * r->normal();
    }};
}

Server rateRamp(const Draw& d, const Shared& r) {
    const double perRate = d.level * r->uniform(0.1, 1);
    return {.value = [=](const Moment& m) { return d.level + perRate * m.rate + d.noise * r->normal(); },
            .rate = drawRamp(r)};
}

// RSS keeps the highest use so far: a random peak now and then lifts it for good.
Server highWater(const Draw& d, const Shared& r) {
    auto high = std::make_shared<double>(d.level);
    const double spread = d.level * r->uniform(0.02, 0.15);
    return {.value = [=](const Moment& m) {
        if (loaded(m)) {
            *high = std::max(*high, d.level + spread * r->normal());
        }
        return *high + 0.1 * d.noise * r->normal();
    }};
}

}  // namespace

std::vector<Family> healthyFamilies() {
    std::vector<Family> families{{"white noise, flat", false, white},
                                 {"AR(1), phi 0.9-0.995", false, autocorrelated},
                                 {"bounded random walk", false, boundedWalk},
                                 {"saw-tooth, slow, two-level", false, sawTooth},
                                 {"saw-tooth, live set to plateau", false, sawToothToPlateau},
                                 {"warm-up, tau 0.05-1.5 loads", false, warmUp},
                                 {"load steps", false, loadSteps},
                                 {"cache fills until full", false, cacheFill},
                                 {"diurnal sine", false, diurnal},
                                 {"step up and stay", false, stepUp},
                                 {"quantised, mostly constant", false, quantised},
                                 {"spike, slow decay", false, spike},
                                 {"request rate ramps up", false, rateRamp},
                                 {"RSS high-water mark", false, highWater}};
    for (Family& family : laterHealthyFamilies()) {
        families.push_back(std::move(family));
    }
    return families;
}

}  // namespace leaktide::bench
