// How much of a core a thread used, and how much of the time it stood in line for one. The thread says who it
// is; any one other thread asks.
#pragma once

#include <sys/types.h>

#include <atomic>

#include "engine/base/units.h"

namespace leaktide {

// Shares of the time since the last question, 0..1.
struct CoreUse {
    double used = 0;
    double waited = 0;  // ready to run, and no core to run on
    [[nodiscard]] double sum() const { return used + waited; }
};

class ThreadMeter {
public:
    void watchThisThread();
    CoreUse sinceLast();  // nothing while no thread is watched

private:
    std::atomic<pid_t> m_thread{0};
    SteadyTime m_watchedSince;  // before m_thread is set, and constant after it

    SteadyTime m_readAt;  // the asking thread's, as all below
    Nanos m_used{};
    Nanos m_waited{};
};

}  // namespace leaktide
