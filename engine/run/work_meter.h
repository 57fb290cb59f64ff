// The client's own work counters over all cycles of a run, readable from any thread while load engines come
// and go.
#pragma once

#include <memory>
#include <mutex>

#include "engine/load/load_engine.h"

namespace leaktide {

class WorkMeter {
public:
    // Session thread. The counters of the engine before stay in the sum.
    void attach(std::shared_ptr<LoadEngine> engine) {
        const std::lock_guard lock(m_mutex);
        m_before = sum();
        m_engine = std::move(engine);
    }

    [[nodiscard]] WorkCounters read() const {
        const std::lock_guard lock(m_mutex);
        return sum();
    }

private:
    [[nodiscard]] WorkCounters sum() const {
        WorkCounters all = m_before;
        all.inFlight = 0;
        all.connections = 0;
        if (m_engine) {
            const WorkCounters now = m_engine->work();
            all.done += now.done;
            all.errors += now.errors;
            all.aborted += now.aborted;
            addTo(all.byRequest, now.byRequest);
            all.inFlight = now.inFlight;
            all.connections = m_engine->openConnections();
        }
        return all;
    }

    mutable std::mutex m_mutex;  // guards all below
    std::shared_ptr<LoadEngine> m_engine;
    WorkCounters m_before;
};

}  // namespace leaktide
