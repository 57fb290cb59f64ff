#include "engine/run/garbage_check.h"

#include <algorithm>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::size_t MostKept = 10000;   // collections of one load
constexpr std::ptrdiff_t EnoughLate = 3;  // in the second half of the load: they show whether growth goes on
constexpr double LittleGarbage = 0.25;    // nearly all of the growth was live when the target last collected
constexpr double LongerRun = 2;

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
    if (m_gcCycles && gauges.gcCycles > m_gcCycles) {
        m_collectedSince = !load;
        if (load && m_collections.size() < MostKept) {
            const double grown = m_heap.value_or(heap) - m_heapBefore;
            m_collections.push_back({done, grown > 0 ? (*m_heap - heap) / grown : 0});
        }
    }
    m_gcCycles = gauges.gcCycles ? gauges.gcCycles : m_gcCycles;
    m_heap = heap;
}

void GarbageCheck::startLoad(double done, double heap) {
    ++m_loads;
    m_loadFrom = done;
    m_heapBefore = heap;
    m_collections.clear();
    m_collectedSince = false;
}

void GarbageCheck::cut() {
    m_gcCycles.reset();
    m_heap.reset();
    m_loads = 0;
    m_underLoad = false;
}

std::string GarbageCheck::doubt(const SignalSpec& spec) const {
    if (spec.name == "rss") {
        return m_collects && m_loads < 2
                   ? "resident memory holds garbage too, which the runtime has not collected: "
                     "load it in two cycles, or let the target show its heap"
                   : "";
    }
    if (!m_gcCycles || (spec.name != "heap_in_use" && spec.name != "heap_allocated")) {
        return "";
    }
    if (!m_collectedSince) {
        return "the target has not collected its garbage since the load";
    }
    const double half = (m_loadFrom + m_loadTo) / 2;
    const auto late = std::count_if(m_collections.begin(), m_collections.end(),
                                    [half](const Collection& one) { return one.requests >= half; });
    if (late >= EnoughLate || (late > 0 && m_collections.back().garbageShare < LittleGarbage)) {
        return "";
    }
    const char* often =
        late == 0 ? "did not collect its garbage" : "collected its garbage only once or twice";
    return std::string("the target ") + often + " in the second half of the load";
}

TrendVerdict GarbageCheck::check(const SignalSpec& spec, TrendVerdict verdict) const {
    const std::string why = verdict.verdict == Verdict::Leak ? doubt(spec) : std::string();
    if (why.empty()) {
        return verdict;
    }
    verdict.verdict = Verdict::GrowingUndecided;
    verdict.longerRunFactor = LongerRun;
    const std::string grows = verdict.perRequest ? " by " + formatBytes(verdict.perRequest->value) + " per " +
                                                       verdict.counter.substr(0, verdict.counter.size() - 1)
                                                 : "";
    verdict.evidence = {"Still growing" + grows + ", but " + why + "."};
    return verdict;
}

}  // namespace leaktide
