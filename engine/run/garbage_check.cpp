#include "engine/run/garbage_check.h"

#include <algorithm>

#include "engine/run/doubt.h"

namespace leaktide {

namespace {

constexpr std::size_t MostKept = 10000;   // collections of one load
constexpr std::ptrdiff_t EnoughLate = 3;  // in the second half of the load: they show whether growth goes on
constexpr double LittleGarbage = 0.25;    // nearly all of the growth was live when the target last collected
constexpr double LongerRun = 2;
constexpr auto LetsGo = std::chrono::seconds(1);

}  // namespace

void GarbageCheck::add(const Reading& reading, Phase phase) {
    if (!reading.gauges || reading.gauges->collectsOnAskingOnly) {
        return;
    }
    const Gauges& gauges = *reading.gauges;
    const auto done = static_cast<double>(reading.work.done);
    const auto found = gauges.values.find("heap_in_use");
    const double heap = found != gauges.values.end() ? found->second : m_heap.value_or(0);
    const bool load = phase == Phase::Load;
    if (load && !m_underLoad) {
        startLoad(done, m_heap.value_or(heap));
    }
    m_underLoad = load;
    m_loadTo = load ? done : m_loadTo;
    m_collects = m_collects || gauges.collects;
    const auto counted = collectionsSeen(gauges);
    const bool settled = hasSettled(reading, phase);
    if (m_counted && counted > m_counted) {
        m_collectedSince = m_collectedSince || settled;
        if (load && m_collections.size() < MostKept) {
            const double grown = m_heap.value_or(heap) - m_heapBefore;
            m_collections.push_back({done, grown > 0 ? (*m_heap - heap) / grown : 0});
        }
    }
    m_counted = counted ? counted : m_counted;
    m_heap = heap;
}

// A collection right after the load comes before what is still to be let go of.
bool GarbageCheck::hasSettled(const Reading& reading, Phase phase) {
    if (phase != Phase::Drain || reading.work.inFlight > 0) {
        m_idleSince.reset();
        return phase == Phase::Collect;
    }
    m_idleSince = m_idleSince.value_or(reading.at);
    return reading.at - *m_idleSince >= LetsGo;
}

void GarbageCheck::startLoad(double done, double heap) {
    ++m_loads;
    m_loadFrom = done;
    m_heapBefore = heap;
    m_collections.clear();
    m_collectedSince = false;
}

void GarbageCheck::cut() {
    m_counted.reset();
    m_heap.reset();
    m_loads = 0;
    m_underLoad = false;
}

bool GarbageCheck::isFreeOfGarbage(const SignalSpec& spec) const {
    const bool heap = spec.name == "heap_in_use" || spec.name == "heap_allocated";
    return !heap || !m_counted || m_collectedSince;
}

std::optional<Say> GarbageCheck::doubt(const SignalSpec& spec) const {
    if (spec.name == "rss") {
        return m_collects && m_loads < 2 ? std::optional(Say::RssHoldsGarbage) : std::nullopt;
    }
    if (!m_counted || (spec.name != "heap_in_use" && spec.name != "heap_allocated")) {
        return std::nullopt;
    }
    if (!m_collectedSince) {
        return Say::NotCollectedSince;
    }
    const double half = (m_loadFrom + m_loadTo) / 2;
    const auto late = std::count_if(m_collections.begin(), m_collections.end(),
                                    [half](const Collection& one) { return one.requests >= half; });
    if (late >= EnoughLate || (late > 0 && m_collections.back().garbageShare < LittleGarbage)) {
        return std::nullopt;
    }
    return late == 0 ? Say::NeverCollectedLate : Say::SeldomCollectedLate;
}

TrendVerdict GarbageCheck::check(const SignalSpec& spec, TrendVerdict verdict) const {
    const auto why = verdict.verdict == Verdict::Leak ? doubt(spec) : std::nullopt;
    if (!why) {
        return verdict;
    }
    verdict = doubted(spec, std::move(verdict), say(*why));
    verdict.longerRunFactor = LongerRun;
    return verdict;
}

}  // namespace leaktide
