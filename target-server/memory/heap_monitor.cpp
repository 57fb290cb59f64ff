#include "target-server/memory/heap_monitor.h"

#include "target-server/memory/allocator.h"

namespace leaktide::target {

namespace {

std::int64_t steadyNs() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

}  // namespace

HeapMonitor::HeapMonitor(std::chrono::milliseconds every) : m_every(every) {
    refresh();
    m_thread = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

HeapMonitor::~HeapMonitor() = default;

HeapFigures HeapMonitor::figures() const {
    return {m_inUse.load(), m_allocated.load(), m_resident.load(),
            (steadyNs() - m_readAtNs.load()) / 1'000'000};
}

void HeapMonitor::purge() {
    const std::lock_guard lock(m_mutex);
    purgeAllocator();
    refresh();
    ++m_purges;
}

void HeapMonitor::loop(std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        refresh();
        m_wake.wait_for(lock, stop, m_every, [] { return false; });
    }
}

void HeapMonitor::refresh() {
    const AllocatorFigures now = readAllocator();
    m_inUse = now.active;
    m_allocated = now.allocated;
    m_resident = now.resident;
    m_readAtNs = steadyNs();
}

}  // namespace leaktide::target
