// Reads the target on a beat of its own, in a thread of its own. Readings queue up until the session takes
// them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/base/result.h"
#include "engine/plan/plan.h"
#include "engine/probe/profile_fetcher.h"
#include "engine/probe/reading.h"

namespace leaktide {

// Where gauges come from: the bundled server's /debug/stats, a Prometheus exposition, … One per target and
// run.
class ProbeSource {
public:
    virtual ~ProbeSource() = default;
    virtual Result<Gauges> read() = 0;                   // blocking, bounded by a timeout of its own
    [[nodiscard]] virtual Phrases describe() const = 0;  // "Prometheus text at http://…/metrics", …
    // Ask the target to collect garbage, where it has a way. Ok(false): it has none.
    virtual Result<bool> collectGarbage() { return false; }
    // Garbage that is still to be collected blurs the heap, and collectGarbage() is known to clear it.
    [[nodiscard]] virtual bool holdsGarbage() const { return false; }
    // Ends a call under way soon, from any thread; later calls fail. A run that stops does not wait for a
    // target.
    virtual void cancel() {}
    // Received since the start: what reading costs. On the thread of read().
    [[nodiscard]] virtual std::uint64_t bytesRead() const { return 0; }
};

// Looks at the plan's probe settings and the target's URL and finds a source; what was chosen and why, and
// what is there but cannot be read, is in describe(). Ok(nullptr): nothing readable was found (`whyNot` says
// what was tried), or the plan wants no probe (it is empty).
Result<std::unique_ptr<ProbeSource>> findProbeSource(const Plan& plan, std::string& whyNot);

enum class NowAndThen { No, Yes };

class ProbeLoop {
public:
    using WorkReader = std::function<WorkCounters()>;  // called on the probe thread; must be thread-safe

    ProbeLoop(std::unique_ptr<ProbeSource> source, Nanos interval, WorkReader readWork);
    ~ProbeLoop();  // stops and joins
    ProbeLoop(const ProbeLoop&) = delete;
    ProbeLoop& operator=(const ProbeLoop&) = delete;

    // Before start(): where profiles come from. Without one, marks are never made. The loop begins by taking
    // one mark that nobody sees: what a first profile makes a target load is in the baseline then.
    void useProfiles(std::unique_ptr<ProfileFetcher> fetcher);
    [[nodiscard]] bool hasProfiles() const;
    void start();
    void stop();                  // at once, even in the middle of a reading; no start after it
    std::vector<Reading> take();  // readings since the last take, in order
    void collectGarbage();        // asked for on the probe thread, before its next reading
    // The last collectGarbage() has been carried out (or is impossible).
    [[nodiscard]] bool garbageCollected() const;
    // From now on, or no longer: before some of the readings, as long as it takes little of the time and the
    // target holds garbage at all. What is read then is live.
    void collectNowAndThen(NowAndThen wanted);
    // What is read and what reading it costs: "… 312 readings, 1.2 ms and 9.3 KiB each".
    [[nodiscard]] Phrases describe() const;
    // Asked for on the probe thread, after a collection that was asked for. The reading of that beat is left
    // out: the target may not have parted with our connection yet.
    void markProfiles(std::string label, BeforeHeap beforeHeap);
    [[nodiscard]] bool profilesMarked() const;  // every mark asked for is made (or is impossible)
    std::vector<ProfileMark> takeProfiles();    // marks since the last take, in order

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
