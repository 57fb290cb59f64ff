// Whether growth of memory may be garbage that the target has not collected yet. A heap under a collector
// rises between two collections as straight as a leak does; only what a collection leaves is kept. Pure.
#pragma once

#include <optional>
#include <vector>

#include "engine/measure/signal.h"
#include "engine/probe/reading.h"
#include "engine/store/run_record.h"
#include "engine/trend/patterns.h"
#include "engine/trend/verdict.h"

namespace leaktide {

class GarbageCheck {
public:
    void add(const Reading& reading, Phase phase);
    void cut();  // the target restarted
    // The verdict; a leak becomes "growing, undecided" where the growth may be garbage, and says why.
    // What is read of it now holds no garbage of the load, as far as can be seen.
    [[nodiscard]] bool isFreeOfGarbage(const SignalSpec& spec) const;
    [[nodiscard]] TrendVerdict check(const SignalSpec& spec, TrendVerdict verdict) const;

private:
    [[nodiscard]] std::optional<Say> doubt(const SignalSpec& spec) const;
    bool hasSettled(const Reading& reading, Phase phase);

    struct Collection {
        double requests = 0;      // done then
        double garbageShare = 0;  // of what the heap had grown by since the load began
    };
    void startLoad(double done, double heap);

    std::optional<double> m_counted;  // collections
    std::optional<double> m_heap;     // heap in use of the last reading that held it
    bool m_collects = false;
    bool m_underLoad = false;
    int m_loads = 0;
    double m_loadFrom = 0;  // requests done at the begin of the latest load
    double m_loadTo = 0;    // and at its end, so far
    double m_heapBefore = 0;
    std::vector<Collection> m_collections;  // seen under the latest load
    bool m_collectedSince = false;          // what the load left was let go of
    std::optional<SteadyTime> m_idleSince;  // in the drain
};

}  // namespace leaktide
