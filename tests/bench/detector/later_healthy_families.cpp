// Healthy servers beyond the study's first fourteen.
#include <queue>

#include "tests/bench/detector/parts.h"

namespace leaktide::bench {
namespace {

Server twoWarmUps(const Draw& d, const Shared& r) {
    const double fast = r->uniform(0.02, 0.2);
    const double slow = r->uniform(0.2, 0.8);
    const double rise = d.noise * r->logUniform(10, 100);
    const double part = r->uniform(0.3, 0.7);
    return {.value = [=](const Moment& m) {
        return d.level + rise * (part * saturated(m.share, fast) + (1 - part) * saturated(m.share, slow)) +
               d.noise * r->normal();
    }};
}

// A hash table over a bounded key space doubles at each power of two of the keys seen.
Server tableDoubling(const Draw& d, const Shared& r) {
    const double first = d.noise * r->logUniform(2, 30);
    const double start = r->uniform(0.01, 0.3);
    const double most = r->whole(2, 6);
    return {.value = [=](const Moment& m) {
        const double doublings = m.share <= start ? 0 : std::floor(std::log2(m.share / start)) + 1;
        return d.level + first * (std::exp2(std::min(doublings, most)) - 1) + d.noise * r->normal();
    }};
}

Server sigmoid(const Draw& d, const Shared& r) {
    const double middle = r->uniform(0.1, 0.6);
    const double width = r->uniform(0.02, 0.15);
    const double rise = d.noise * r->logUniform(10, 100);
    return {.value = [=](const Moment& m) {
        return d.level + rise / (1 + std::exp(-(m.share - middle) / width)) + d.noise * r->normal();
    }};
}

// Sessions arrive with requests and end after a heavy-tailed time.
Server heavySessions(const Draw& d, const Shared& r) {
    auto ends = std::make_shared<std::priority_queue<double, std::vector<double>, std::greater<>>>();
    const double perReading = r->logUniform(0.5, 10);
    const double shape = r->uniform(1.2, 2);
    const double shortest = r->uniform(0.001, 0.01);
    const double size = d.level * r->logUniform(0.0003, 0.01);
    return {.value = [=](const Moment& m) {
        const double arrivals = loaded(m) ? r->poisson(perReading) : 0;
        for (int i = 0; i < static_cast<int>(arrivals); ++i) {
            const double life = shortest * std::pow(r->uniform(1e-9, 1), -1 / shape);
            ends->push(m.share + std::min(life, 0.5));
        }
        while (!ends->empty() && (ends->top() <= m.share || m.phase == TrendPhase::Drain)) {
            ends->pop();
        }
        return d.level + size * static_cast<double>(ends->size()) + 0.3 * d.noise * r->normal();
    }};
}

Server compaction(const Draw& d, const Shared& r) {
    const double falls = d.noise * r->logUniform(5, 50);
    const double tau = r->uniform(0.1, 2);
    return {.value = [=](const Moment& m) {
        return d.level + falls * (1 - saturated(m.share, tau)) + d.noise * r->normal();
    }};
}

Server everything(const Draw& d, const Shared& r) {
    auto saw = std::make_shared<SawTooth>(drawSawTooth(d, r));
    auto noise = std::make_shared<MemoryNoise>(r, r->uniform(0.8, 0.99), d.noise);
    const double tau = r->uniform(0.03, 0.3);
    const double rise = d.noise * r->logUniform(5, 30);
    const double perRate = d.level * r->uniform(0.05, 0.3);
    return {.value =
                [=](const Moment& m) {
                    const double live =
                        d.level + rise * saturated(m.share, tau) + perRate * m.rate + noise->next();
                    return saw->next(live, m);
                },
            .rate = drawLoadSteps(r),
            .afterCollection = saw->after()};
}

Server fragmentation(const Draw& d, const Shared& r) {
    const double start = r->uniform(0.005, 0.1);
    const double rise = d.noise * r->logUniform(3, 30);
    return {.value = [=](const Moment& m) {
        return d.level + rise * std::log1p(m.share / start) + d.noise * r->normal();
    }};
}

// A memtable fills and is flushed; its index grows to a cap.
Server memtable(const Draw& d, const Shared& r) {
    const double flushes = r->logUniform(5, 60);
    const double size = d.level * r->uniform(0.05, 0.5);
    const double cap = r->uniform(0.2, 0.8);
    const double index = d.noise * r->logUniform(5, 50);
    return {.value = [=](const Moment& m) {
        const double filled =
            m.phase == TrendPhase::Drain ? 0 : m.share * flushes - std::floor(m.share * flushes);
        return d.level + size * filled + index * std::min(1.0, m.share / cap) + d.noise * r->normal();
    }};
}

// Busy items of a pool, and the pool's high water: the largest number ever busy at once.
Server poolHighWater(const Draw&, const Shared& r) {
    const double busy = r->logUniform(2, 200);
    auto high = std::make_shared<double>(0);
    return {.value =
                [=](const Moment& m) {
                    *high = std::max(*high, loaded(m) ? r->poisson(busy) : 0.0);
                    return *high;
                },
            .unit = SignalUnit::Items};
}

Server busyItems(const Draw&, const Shared& r) {
    const double busy = r->logUniform(0.5, 100);
    const double idle = r->whole(0, 20);
    return {.value = [=](const Moment& m) { return idle + (loaded(m) ? r->poisson(busy) : 0.0); },
            .unit = SignalUnit::Items};
}

// Pages of a small heap: steps in its first seconds, then page-sized jitter.
Server smallHeapInPages(const Draw&, const Shared& r) {
    const double pages = r->logUniform(200, 5000);
    const int steps = r->whole(1, 4);
    auto at = std::make_shared<std::vector<double>>();
    for (int i = 0; i < steps; ++i) {
        at->push_back(r->uniform(0, 0.3));
    }
    const double size = pages * r->uniform(0.01, 0.2);
    return {.value = [=](const Moment& m) {
        double sum = pages + r->whole(-2, 2);
        for (const double when : *at) {
            sum += m.share > when ? size : 0;
        }
        return 4096 * std::floor(sum);
    }};
}

// Keys are drawn from a bounded set: distinct ones saturate, slowly if some are rare.
Server keyCache(const Draw& d, const Shared& r) {
    const double common = r->uniform(0.02, 0.15);
    const double rare = r->uniform(0.3, 1.2);
    const double rise = d.noise * r->logUniform(10, 60);
    return {.value = [=](const Moment& m) {
        return d.level + rise * (0.7 * saturated(m.share, common) + 0.3 * saturated(m.share, rare)) +
               d.noise * r->normal();
    }};
}

}  // namespace

std::vector<Family> laterHealthyFamilies() {
    return {{"two warm-ups together", false, twoWarmUps, true},
            {"table doubling", false, tableDoubling, true},
            {"sigmoid pool growth", false, sigmoid, true},
            {"heavy-tailed sessions", false, heavySessions, true},
            {"slow compaction", false, compaction, true},
            {"everything at once", false, everything, true},
            {"fragmentation (log growth)", false, fragmentation, true},
            {"memtable with index cap", false, memtable, true},
            {"pool high water (items)", false, poolHighWater, true},
            {"busy items", false, busyItems, true},
            {"small heap in pages", false, smallHeapInPages, true},
            {"cache of rare keys", false, keyCache, true}};
}

}  // namespace leaktide::bench
