// A third set, for checks against over-fitting: shapes and laws that neither of the other sets has.
#include "tests/bench/detector/parts.h"

namespace leaktide::bench {
namespace {

double drawSlope(const Draw& d, const Shared& r) {
    return d.noise * r->logUniform(15, 100) / d.totalRequests;
}

Server withNoise(const Draw& d, const Shared& r, std::function<double(const Moment&)> grown) {
    return {
        .value = [=](const Moment& m) { return d.level + working(d, m) + grown(m) + d.noise * r->normal(); }};
}

// Grows by the logarithm until all is warm.
Server logarithmThatEnds(const Draw& d, const Shared& r) {
    const double start = r->logUniform(0.005, 0.2);
    const double ends = r->uniform(0.2, 0.85);
    const double rise = drawRise(d, r) / std::log1p(ends / start);
    return withNoise(d, r,
                     [=](const Moment& m) { return rise * std::log1p(std::min(m.share, ends) / start); });
}

Server weibullWarmUp(const Draw& d, const Shared& r) {
    const double shape = r->logUniform(0.5, 2.5);
    const double tau = r->logUniform(0.05, 0.6);
    const double rise = drawRise(d, r);
    return withNoise(d, r,
                     [=](const Moment& m) { return rise * -std::expm1(-std::pow(m.share / tau, shape)); });
}

// Half of it in minutes, half in hours.
Server doubleExponential(const Draw& d, const Shared& r) {
    const double fast = r->logUniform(0.01, 0.2);
    const double slow = fast * r->uniform(3, 10);
    const double part = r->uniform(0.2, 0.8);
    const double rise = drawRise(d, r);
    return withNoise(d, r, [=](const Moment& m) {
        return rise * (part * saturated(m.share, fast) + (1 - part) * saturated(m.share, slow));
    });
}

Server hyperbolicWarmUp(const Draw& d, const Shared& r) {
    const double half = r->logUniform(0.03, 0.8);
    const double rise = drawRise(d, r);
    return withNoise(d, r, [=](const Moment& m) { return rise * m.share / (m.share + half); });
}

// A cache of all keys asked for so far, where the i-th key is asked for 1/i as often as the first.
Server zipfCache(const Draw& d, const Shared& r) {
    const int keys = r->whole(200, 2000);
    const double asked = keys * r->logUniform(2, 40);  // requests over the load, of all keys
    const double perKey = drawRise(d, r) / keys;
    double all = 0;
    for (int i = 1; i <= keys; ++i) {
        all += 1.0 / i;
    }
    auto seenAt = std::make_shared<std::vector<double>>();
    for (int i = 1; i <= keys; ++i) {
        seenAt->push_back(-std::log(r->uniform(1e-12, 1)) * all * i / asked);
    }
    std::sort(seenAt->begin(), seenAt->end());
    return withNoise(d, r, [=](const Moment& m) {
        const auto seen = std::upper_bound(seenAt->begin(), seenAt->end(), m.share) - seenAt->begin();
        return perKey * static_cast<double>(seen);
    });
}

// A collector that lets its teeth grow until it has found its pace.
Server teethThatGrow(const Draw& d, const Shared& r) {
    const double teeth = r->logUniform(8, d.readings / 8.0);
    const double settles = r->uniform(0.1, 0.7);
    const double height = d.level * r->uniform(0.1, 0.8);
    auto live = std::make_shared<double>(d.level);
    return {.value =
                [=](const Moment& m) {
                    const double filled =
                        m.phase == TrendPhase::Load ? m.share * teeth - std::floor(m.share * teeth) : 0;
                    return d.level + height * std::min(1.0, 0.1 + m.share / settles) * filled +
                           0.3 * d.noise * r->normal();
                },
            .afterCollection = live};
}

// An array that grows by a share of itself whenever it is full, over a bounded number of entries.
Server resizedArray(const Draw& d, const Shared& r) {
    const double factor = r->uniform(1.15, 1.6);
    const double first = r->logUniform(0.005, 0.1);
    const double ends = r->uniform(0.3, 0.8);
    const double rise = drawRise(d, r);
    return withNoise(d, r, [=](const Moment& m) {
        double capacity = first;
        while (capacity < std::min(m.share, ends)) {
            capacity *= factor;
        }
        return rise * capacity;
    });
}

// A piece of a day, with what the traffic holds following it slowly and a cache that warms up.
Server pieceOfADay(const Draw& d, const Shared& r) {
    const double perRate = d.level * r->uniform(0.03, 0.4);
    const double tau = r->uniform(0.02, 0.25);
    const double rise = drawRise(d, r);
    const double from = r->uniform(0, 2 * M_PI);
    const double part = r->uniform(0.3, 1.3);
    const double depth = r->uniform(0.1, 0.5);
    return {.value =
                [=](const Moment& m) {
                    return d.level + perRate * m.rate + rise * saturated(m.share, tau) +
                           d.noise * r->normal();
                },
            .rate = [=](double share) { return 1 + depth * std::sin(from + 2 * M_PI * part * share); }};
}

// A small pool that opens one more now and then, up to what is ever needed.
Server fewItems(const Draw&, const Shared& r) {
    const double most = r->whole(3, 12);
    const double tau = r->logUniform(0.03, 0.5);
    auto opened = std::make_shared<std::vector<double>>();
    for (int i = 0; i < static_cast<int>(most); ++i) {
        opened->push_back(-tau * std::log(r->uniform(1e-9, 1)));
    }
    const double busy = r->logUniform(0.1, 4);
    return {.value =
                [=](const Moment& m) {
                    double open = 2 + (loaded(m) ? r->poisson(busy) : 0.0);
                    for (const double at : *opened) {
                        open += m.share > at ? 1 : 0;
                    }
                    return open;
                },
            .unit = SignalUnit::Items};
}

// Resident memory moves in pages and in extents of the allocator; it never shrinks.
Server residentPlateaus(const Draw& d, const Shared& r) {
    const double extent = 4096 * std::round(r->logUniform(16, 2048));
    const double tau = r->logUniform(0.03, 0.5);
    const double rise = std::max(drawRise(d, r), 5 * extent);
    auto held = std::make_shared<double>(0);
    return {.value = [=](const Moment& m) {
        const double used = d.level + rise * saturated(m.share, tau) + 0.3 * extent * r->normal();
        *held = std::max(*held, extent * std::ceil(used / extent));
        return *held + 4096 * std::round(2 * r->normal());
    }};
}

// Sizes by a power law: most are small, a few are most of it.
Server lumpsByPowerLaw(const Draw& d, const Shared& r) {
    const double perLoad = r->logUniform(50, 2000);
    const double shape = r->uniform(2.2, 4);
    const double smallest = drawSlope(d, r) * d.totalRequests / perLoad;
    auto lost = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    const int count = static_cast<int>(r->poisson(perLoad * m.done / d.totalRequests));
                    for (int i = 0; i < count; ++i) {
                        *lost += smallest * std::pow(r->uniform(1e-12, 1), -1 / shape);
                    }
                    return d.level + *lost + d.noise * r->normal();
                },
            .perRequest = smallest * shape / (shape - 1) * perLoad / d.totalRequests};
}

Server fewItemsLeft(const Draw& d, const Shared& r) {
    const double perRequest = r->logUniform(4, 60) / d.totalRequests;
    const double busy = r->logUniform(0.1, 8);
    auto lost = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *lost += r->poisson(perRequest * m.done);
                    return 3 + *lost + (loaded(m) ? r->poisson(busy) : 0.0);
                },
            .perRequest = perRequest,
            .unit = SignalUnit::Items};
}

Server weibullAndLeak(const Draw& d, const Shared& r) {
    const double shape = r->logUniform(0.5, 2.5);
    const double tau = r->logUniform(0.02, 0.15);
    const double rise = drawRise(d, r);
    const double slope = drawSlope(d, r);
    return {.value =
                [=](const Moment& m) {
                    return d.level + rise * -std::expm1(-std::pow(m.share / tau, shape)) +
                           slope * m.requests + d.noise * r->normal();
                },
            .perRequest = slope};
}

Server leakInPages(const Draw& d, const Shared& r) {
    const double extent = 4096 * std::round(r->logUniform(16, 1024));
    const double slope = std::max(drawSlope(d, r), 20 * extent / d.totalRequests);
    auto held = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    const double used = d.level + slope * m.requests + 0.3 * extent * r->normal();
                    *held = std::max(*held, extent * std::ceil(used / extent));
                    return *held;
                },
            .perRequest = slope};
}

// Only one kind of request leaks, and its share comes and goes.
Server mixThatMoves(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double cycles = r->uniform(3, 12);
    const double depth = r->uniform(0.1, 0.6);
    auto lost = std::make_shared<double>(0);
    return {.value = [=](const Moment& m) {
        *lost += slope * m.done * (1 + depth * std::sin(2 * M_PI * cycles * m.share));
        return d.level + *lost + d.noise * r->normal();
    }};
}

}  // namespace

std::vector<Family> thirdHealthyFamilies() {
    return {{"logarithm that ends", false, logarithmThatEnds},
            {"Weibull warm-up", false, weibullWarmUp},
            {"double exponential", false, doubleExponential},
            {"hyperbolic warm-up", false, hyperbolicWarmUp},
            {"cache filled Zipf-wise", false, zipfCache},
            {"teeth that grow and settle", false, teethThatGrow},
            {"array resized by a share", false, resizedArray},
            {"piece of a day, warming up", false, pieceOfADay},
            {"few items, pool opens", false, fewItems},
            {"resident pages, plateaus", false, residentPlateaus}};
}

std::vector<Family> thirdLeakingFamilies() {
    return {{"lumps by a power law", true, lumpsByPowerLaw},
            {"few items left", true, fewItemsLeft},
            {"Weibull warm-up and leak", true, weibullAndLeak},
            {"leak in resident pages", true, leakInPages},
            {"mix of requests that moves", true, mixThatMoves}};
}

}  // namespace leaktide::bench
