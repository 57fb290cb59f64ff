// A leak made on purpose, or a look-alike that is none. Off until it is switched on; live to switch.
// Each has a file of its own beside this one; catalog.cpp lists them.
// Moments are called on the threads that serve; switching and reading from any thread.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "target-server/faults/fault_order.h"

namespace leaktide::target {

class ContextLease;
struct Context;
struct Lab;

struct FaultTraits {
    std::string_view name;      // "task-stuck"
    std::string_view explains;  // one sentence: what it does, and what it raises
    std::int64_t bytes = 0;     // default size of one leaked thing; 0: the fault knows no bytes
    bool leak = true;           // false: a look-alike
};

// A request that is about to be answered.
struct RequestMoment {
    Context& context;
    ContextLease& lease;  // keep() takes the context from the pool for good
};

class Fault {
public:
    explicit Fault(FaultTraits traits) : m_traits(traits), m_bytes(traits.bytes) {}
    virtual ~Fault() = default;
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;

    [[nodiscard]] const FaultTraits& traits() const { return m_traits; }
    [[nodiscard]] bool on() const { return m_on.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t every() const { return m_every.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t triggered() const { return m_triggered.load(std::memory_order_relaxed); }
    void set(const FaultSetting& setting);

    // While it is on: once for each load request, just before its response is written.
    virtual void onRequest(RequestMoment& /*moment*/) {}

protected:
    // True for exactly one request in `every`, over all threads together.
    bool due();
    [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(m_bytes.load()); }

private:
    FaultTraits m_traits;
    std::atomic<bool> m_on = false;
    std::atomic<std::uint64_t> m_every = 1;
    std::atomic<std::int64_t> m_bytes;
    std::atomic<std::uint64_t> m_seen = 0;
    std::atomic<std::uint64_t> m_triggered = 0;
};

}  // namespace leaktide::target
