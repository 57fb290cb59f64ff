// Servers written when the detector was frozen, to see how it does on what it was never tuned on. Do not tune
// on these: write new ones instead.
#include "tests/bench/detector/parts.h"

namespace leaktide::bench {
namespace {

double drawSlope(const Draw& d, const Shared& r) {
    return d.noise * r->logUniform(20, 100) / d.totalRequests;
}

// An S with a long tail: quick to begin, slow to end.
Server gompertz(const Draw& d, const Shared& r) {
    const double rise = drawRise(d, r);
    const double speed = r->logUniform(5, 30);
    const double middle = r->uniform(0.1, std::min(0.6, 1 - 3.5 / speed));
    return {.value = [=](const Moment& m) {
        return d.level + rise * std::exp(-std::exp(-speed * (m.share - middle))) + d.noise * r->normal();
    }};
}

// Entries live for a while; a sweep removes the expired ones now and then.
Server expiringCache(const Draw& d, const Shared& r) {
    const double life = r->uniform(0.05, 0.4);
    const double sweep = r->uniform(0.02, 0.2);
    const double rise = drawRise(d, r);
    return {.value = [=](const Moment& m) {
        const double swept = std::floor(m.share / sweep) * sweep;
        const double oldest = std::max(0.0, swept - life);
        return d.level + rise * (m.share - oldest) / (life + sweep) + d.noise * r->normal();
    }};
}

// Go's pacer: a collection when the heap has grown by its live set; the live set warms up.
Server pacedHeap(const Draw& d, const Shared& r) {
    auto heap = std::make_shared<PacedHeap>(d, r);
    const double tau = r->uniform(0.01, 0.2);
    const double grows = r->uniform(0, 1);
    return {.value =
                [=](const Moment& m) {
                    const double live = d.level * (1 + grows * saturated(m.share, tau));
                    return heap->next(live + 0.2 * d.noise * r->normal(), m);
                },
            .afterCollection = heap->after()};
}

Server poolInPowers(const Draw&, const Shared& r) {
    const double first = r->uniform(0.005, 0.1);
    const double factor = r->uniform(1.5, 3);
    const int most = r->whole(3, 8);
    const double busy = r->logUniform(0.5, 20);
    return {.value =
                [=](const Moment& m) {
                    int size = 1;
                    for (double at = first; size < most && at < std::min(0.8, m.share); at *= factor) {
                        ++size;
                    }
                    return std::exp2(size) + (loaded(m) ? r->poisson(busy) : 0.0);
                },
            .unit = SignalUnit::Items};
}

// A job gathers memory while it runs and gives it back when it ends, or when the load does.
Server batchJob(const Draw& d, const Shared& r) {
    const double period = r->uniform(0.1, 0.45);
    const double runs = r->uniform(0.2, 0.9);
    const double phase = r->uniform(0, 1);
    const double rise = drawRise(d, r);
    return {.value = [=](const Moment& m) {
        const double at = m.share / period + phase;
        const double done = at - std::floor(at);
        return d.level + (loaded(m) && done < runs ? rise * done / runs : 0) + d.noise * r->normal();
    }};
}

Server flushedLog(const Draw& d, const Shared& r) {
    const double flushes = r->logUniform(8, 80);
    const double size = d.level * r->uniform(0.02, 0.2);
    const double until = r->uniform(0.2, 0.8);
    const double drift = drawRise(d, r);
    return {.value = [=](const Moment& m) {
        const double at = m.share * flushes;
        return d.level + size * (at - std::floor(at)) + drift * std::min(1.0, m.share / until) +
               d.noise * r->normal();
    }};
}

// Part of a day: use follows the traffic, some while later.
Server dayCutShort(const Draw& d, const Shared& r) {
    const double perRate = d.level * r->uniform(0.05, 0.5);
    const double lag = r->uniform(1, 10);
    auto follows = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *follows += (m.rate - *follows) / (m.phase == TrendPhase::Drain ? 1 : lag);
                    return d.level + perRate * *follows + d.noise * r->normal();
                },
            .rate = drawSine(r)};
}

Server cachesInSequence(const Draw& d, const Shared& r) {
    const double first = r->uniform(0.1, 0.45);
    const double second = first + r->uniform(0.1, 0.45);
    const double rise = drawRise(d, r);
    const double part = r->uniform(0.2, 0.8);
    return {.value = [=](const Moment& m) {
        const double of1 = std::min(1.0, m.share / first);
        const double of2 = std::clamp((m.share - first) / (second - first), 0.0, 1.0);
        return d.level + rise * (part * of1 + (1 - part) * of2) + d.noise * r->normal();
    }};
}

// Methods are compiled when they get hot: most of them early, each of its own size.
Server jitCodeCache(const Draw& d, const Shared& r) {
    const double tau = r->uniform(0.05, 0.3);
    const double perMethod = drawRise(d, r) / 100;
    auto methods = std::make_shared<std::vector<std::pair<double, double>>>();
    for (int i = 0; i < 100; ++i) {
        methods->emplace_back(-tau * std::log(r->uniform(1e-9, 1)), perMethod * std::exp(r->normal()));
    }
    return {.value = [=](const Moment& m) {
        double sum = 0;
        for (const auto& [hot, size] : *methods) {
            sum += m.share > hot ? size : 0;
        }
        return d.level + sum + d.noise * r->normal();
    }};
}

// Garbage nobody collects before the drain does.
Server compactsAtTheEnd(const Draw& d, const Shared& r) {
    const double rise = drawRise(d, r);
    auto collected = std::make_shared<bool>(false);
    return {.value = [=](const Moment& m) {
        *collected = (*collected && !loaded(m)) || (m.collect && m.phase == TrendPhase::Drain);
        return d.level + (*collected ? 0.0 : rise * m.share) + d.noise * r->normal();
    }};
}

// Every 50th request or so keeps a buffer; sizes differ by orders of magnitude.
Server buffersOfAllSizes(const Draw& d, const Shared& r) {
    const double perLoad = r->logUniform(100, 3000);
    const double spread = r->uniform(0.5, 1.5);
    const double median = drawSlope(d, r) * d.totalRequests / perLoad;
    auto lost = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    const int count = static_cast<int>(r->poisson(perLoad * m.done / d.totalRequests));
                    for (int i = 0; i < count; ++i) {
                        *lost += median * std::exp(spread * r->normal());
                    }
                    return d.level + *lost + d.noise * r->normal();
                },
            .perRequest = median * std::exp(spread * spread / 2) * perLoad / d.totalRequests};
}

Server leakUnderPacedHeap(const Draw& d, const Shared& r) {
    auto heap = std::make_shared<PacedHeap>(d, r);
    const double slope = d.level * r->uniform(0.3, 3) / d.totalRequests;
    return {.value =
                [=](const Moment& m) {
                    return heap->next(d.level + slope * m.requests + 0.2 * d.noise * r->normal(), m);
                },
            .perRequest = slope,
            .afterCollection = heap->after()};
}

// New keys get rarer, and never stop: the last request leaves a half to nine tenths of what the first did.
Server fallingRate(const Draw& d, const Shared& r) {
    const double falls = r->uniform(0.1, 0.5);
    const double rise = d.noise * r->logUniform(20, 100);
    return {.value = [=](const Moment& m) {
        const double x = m.requests / d.totalRequests;
        const double falling = std::min(x, 1.0);
        return d.level + rise * (falling - falls * falling * falling / 2 + (1 - falls) * (x - falling)) +
               d.noise * r->normal();
    }};
}

Server leakInMebibytes(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double step = slope * d.totalRequests / r->logUniform(15, 100);
    return {.value =
                [=](const Moment& m) {
                    const double held = d.level + slope * m.requests + d.noise * r->normal();
                    return step * std::floor(held / step);
                },
            .perRequest = slope};
}

Server leakOverADay(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double perRate = d.level * r->uniform(0.02, 0.2);
    return {.value =
                [=](const Moment& m) {
                    return d.level + perRate * m.rate + slope * m.requests + d.noise * r->normal();
                },
            .rate = drawSine(r),
            .perRequest = slope};
}

Server leakBesideABatchJob(const Draw& d, const Shared& r) {
    const double slope = drawSlope(d, r);
    const double period = r->uniform(0.02, 0.2);
    const double size = slope * d.totalRequests * r->uniform(0.05, 0.4);
    return {.value =
                [=](const Moment& m) {
                    const double at = m.share / period;
                    const bool runs = loaded(m) && at - std::floor(at) < 0.3;
                    return d.level + (runs ? size : 0) + slope * m.requests + d.noise * r->normal();
                },
            .perRequest = slope};
}

}  // namespace

std::vector<Family> unseenHealthyFamilies() {
    return {{"Gompertz growth", false, gompertz},
            {"cache whose entries expire", false, expiringCache},
            {"paced heap, live set warms up", false, pacedHeap},
            {"pool that grows in powers", false, poolInPowers},
            {"batch job", false, batchJob},
            {"flushed log, drift that ends", false, flushedLog},
            {"day cut short", false, dayCutShort},
            {"caches that fill in sequence", false, cachesInSequence},
            {"JIT code cache", false, jitCodeCache},
            {"compacted at the end", false, compactsAtTheEnd}};
}

std::vector<Family> unseenLeakingFamilies() {
    return {{"buffers of all sizes", true, buffersOfAllSizes},
            {"leak under a paced heap", true, leakUnderPacedHeap},
            {"falling rate, never ends", true, fallingRate},
            {"leak in mebibytes", true, leakInMebibytes},
            {"leak over a day", true, leakOverADay},
            {"leak beside a batch job", true, leakBesideABatchJob}};
}

}  // namespace leaktide::bench
