// The load engine: N worker threads, each with its own curl multi handle, epoll and interval recorder,
// driving keep-alive connections by the plan's schedule.
//
// Threading: create, start, stop and collect belong to one owner thread (the run session). work() and
// openConnections() may be called from any thread. No callback ever leaves a worker.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/load/rate_change.h"
#include "engine/load/thread_meter.h"
#include "engine/measure/load_interval.h"
#include "engine/measure/request_samples.h"
#include "engine/measure/work.h"
#include "engine/plan/plan.h"

namespace leaktide {

class LoadEngine {
public:
    // Where the load before this one ended, so that rows of a data file and {{seq}} go on.
    struct Position {
        std::uint64_t number = 0;    // of the next request
        std::uint64_t sequence = 0;  // of {{seq}}, given out
    };
    // Resolves the target once, checks limits (descriptors), prepares the workers. Sends nothing.
    static Result<std::unique_ptr<LoadEngine>> create(const Plan& plan, const Position& from);
    static Result<std::unique_ptr<LoadEngine>> create(const Plan& plan) { return create(plan, Position{}); }
    ~LoadEngine();  // cancels and joins
    LoadEngine(const LoadEngine&) = delete;
    LoadEngine& operator=(const LoadEngine&) = delete;

    Status start();
    void stopSending();                       // nothing new is sent; what is in flight may end
    void cancel();                            // what is in flight is cut and counted as Aborted
    [[nodiscard]] bool sendingEnded() const;  // by duration, by request count or by stopSending
    [[nodiscard]] bool idle() const;          // sending has ended and nothing is in flight
    void closeConnections();                  // close the idle keep-alive connections (only when idle)

    // Before or during the load; ConstantRate only.
    void setRate(const Rate& rate, Backlog backlog = Backlog::Keep);

    // What happened since the last collect, all workers merged. Waits at most a few ms for the workers'
    // hand-over.
    LoadInterval collect();
    [[nodiscard]] WorkCounters work() const;
    [[nodiscard]] Position position() const;  // with nothing in flight
    [[nodiscard]] std::uint64_t openConnections() const;
    // What this machine may run short of in this load, one sentence each.
    [[nodiscard]] const std::vector<std::string>& notes() const;
    // How requests travel: "direct" or "curl".
    [[nodiscard]] std::string exchange() const;
    // The busiest worker's use of a core since the last call. Owner thread.
    CoreUse busiestWorker();
    // Texts of the first failures of each kind, bounded, already printable: "connection refused: 127.0.0.1
    // port 1".
    [[nodiscard]] std::vector<std::string> failureExamples() const;
    // The slowest requests and some that failed, so far; times since `origin`.
    [[nodiscard]] RequestSamples samples(SteadyTime origin) const;

private:
    struct Parts;
    explicit LoadEngine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
