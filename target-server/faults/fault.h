// A leak made on purpose, or a look-alike that is none. Off until it is switched on; live to switch.
// Each has a file of its own beside this one; catalog.cpp lists them.
// Moments are called on the threads that serve; switching and reading from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "target-server/faults/fault_order.h"

namespace leaktide::target {

class ContextLease;
class LeakCeiling;
struct Context;
struct Lab;

enum class FaultKind { Leak, LookAlike };
enum class FaultPace { Requests, Time };  // what its strikes go by

struct FaultTraits {
    std::string_view name;      // "task-stuck"
    std::string_view explains;  // one sentence: what it does, and what it raises
    std::int64_t bytes = 0;     // default size of one leaked thing; 0: the fault knows no bytes
    FaultKind kind = FaultKind::Leak;
    FaultPace goesBy = FaultPace::Requests;
};

// A request that is about to be answered.
struct RequestMoment {
    Context& context;
    ContextLease& lease;   // keep() takes the context from the pool for good
    bool unended = false;  // set by a fault: the response begins and never ends
};

class Fault {
public:
    static constexpr std::size_t MostPaths = 100;  // that it is ever bound to

    explicit Fault(FaultTraits traits) : m_traits(traits), m_bytes(traits.bytes) {}
    virtual ~Fault() = default;
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;

    [[nodiscard]] const FaultTraits& traits() const { return m_traits; }
    [[nodiscard]] bool on() const { return m_on.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t every() const { return m_every.load(std::memory_order_relaxed); }
    // The only path whose requests it strikes; empty: any.
    [[nodiscard]] std::string_view path() const { return *m_path.load(std::memory_order_acquire); }
    [[nodiscard]] bool strikes(std::string_view path) const {
        const std::string_view only = this->path();
        return only.empty() || only == path;
    }
    [[nodiscard]] std::uint64_t triggered() const { return m_triggered.load(std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t heldObjects() const { return m_heldObjects.load(std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t heldBytes() const { return m_heldBytes.load(std::memory_order_relaxed); }

    void attach(LeakCeiling& ceiling) { m_ceiling = &ceiling; }  // before the first request
    [[nodiscard]] bool canBindTo(const std::string& path) const {
        return m_paths.size() <= MostPaths || m_paths.count(path) != 0;
    }
    void set(const FaultSetting& setting);  // one caller at a time

    // Moments, while it is on and below the ceiling:
    virtual void onRequest(RequestMoment& /*moment*/) {}  // each load request, before its response is written
    virtual void onPanic(RequestMoment& /*moment*/) {}    // each load request whose handler threw
    virtual void onClientGone(RequestMoment& /*moment*/) {}  // each load request whose client went away
    // About ten times a second on one of the load threads, also while it is off: what runs out with time.
    virtual void onTick(std::chrono::steady_clock::time_point /*now*/) {}

protected:
    // True for exactly one call in `every`, over all threads together; never above the ceiling.
    bool due();
    void strike() { m_triggered.fetch_add(1, std::memory_order_relaxed); }
    // What it keeps now, by so much more (or less).
    void hold(std::int64_t objects, std::int64_t bytes);
    [[nodiscard]] std::int64_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }
    [[nodiscard]] bool belowCeiling() const;

private:
    FaultTraits m_traits;
    LeakCeiling* m_ceiling = nullptr;
    std::atomic<bool> m_on = false;
    std::atomic<std::uint64_t> m_every = 1;
    std::set<std::string> m_paths{""};  // all it was ever bound to: a request may still read one
    std::atomic<const std::string*> m_path{&*m_paths.begin()};
    std::atomic<std::int64_t> m_bytes;
    std::atomic<std::uint64_t> m_seen = 0;
    std::atomic<std::uint64_t> m_triggered = 0;
    std::atomic<std::int64_t> m_heldObjects = 0;
    std::atomic<std::int64_t> m_heldBytes = 0;
};

}  // namespace leaktide::target
