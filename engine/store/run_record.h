// The plain data of a run: all that a report needs, with no live run behind it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"
#include "engine/measure/budget_check.h"
#include "engine/measure/load_interval.h"
#include "engine/measure/request_samples.h"
#include "engine/measure/signal.h"
#include "engine/plan/plan.h"
#include "engine/store/client_state.h"
#include "engine/store/profile_record.h"
#include "engine/store/search_record.h"
#include "engine/trend/allocator_hold.h"
#include "engine/trend/endpoint_growth.h"
#include "engine/trend/in_flight_account.h"
#include "engine/trend/verdict.h"
#include "engine/trend/view_detail.h"

namespace leaktide {

enum class Phase { Starting, Baseline, WarmUp, Load, Drain, Collect, Ended };
std::string_view nameOf(
    Phase phase);  // "starting", "baseline", "warm-up", "load", "drain", "collect", "ended"

enum class StopReason {
    Finished,
    StoppedByUser,      // the Stop button
    Interrupted,        // SIGINT, SIGTERM
    TargetUnreachable,  // nothing ever answered
    TargetLost,         // it answered, then died for good
    OutputFailed,
    InternalError,
};
std::string_view nameOf(StopReason reason);  // "finished", "stopped", "interrupted", "target_unreachable", …

struct PhaseSpan {
    Phase phase = Phase::Starting;
    std::uint32_t cycle = 0;
    double fromS = 0;
    double toS = 0;  // grows while the phase lasts
};

// One second of the run, or a few where a long run has become too long for single ones. Latencies are of this
// stretch alone; unset = not measured.
struct Beat {
    double tS = 0;  // its end, since the run began
    Phase phase = Phase::Starting;
    std::optional<double> targetRate;
    LoadCounters counters;  // of this second
    std::uint64_t inFlight = 0;
    std::uint64_t openConnections = 0;
    double durationS = 1;
    struct Latency {
        Nanos p50{}, p90{}, p99{}, p999{}, max{};
    };
    std::optional<Latency> service;
    std::optional<Latency> response;
    std::map<std::string, double> gauges;  // last good reading of each signal in this second
    std::optional<double> gcCycles;
    std::uint64_t restarts = 0;  // of the target, so far
    std::optional<ClientState>
        client;                      // while the load went; the worst, and the busiest core, of more seconds
    std::optional<double> limitedS;  // how long this client was the limit, of what is no single second
    struct Encoded {                 // what an interval log holds of this second: V2 histograms in base64
        std::string service;
        std::string response;
    };
    std::shared_ptr<const Encoded> histograms;  // shared between copies; null unless they were asked for
};

struct SignalRecord {
    SignalSpec spec;
    std::vector<SignalPoint> points = {};  // bounded; thinned evenly in long runs
    std::optional<double> limit = {};      // known maximum
    TrendVerdict verdict;
    std::optional<ProfileEvidence> profile = {};    // which stack holds the growth, where profiles can tell
    std::optional<Interval> exhaustionS = {};       // from the last reading until the limit, if it goes on
    std::optional<AllocatorHold> allocator = {};    // RSS where heap in use is known
    std::vector<ViewDetail> details = {};           // behind the final verdict
    std::optional<InFlightAccount> account = {};    // what the load itself explains
    std::optional<EndpointFinding> endpoints = {};  // which request it grows with, where that was asked
};
// All that is said about a signal: the evidence of its verdict, what was left, when the limit is reached.
Phrases saidOf(const SignalRecord& signal);

// Something worth a line on the time axis.
struct Mark {
    double tS = 0;
    Phrase text;  // "the target restarted (pid 12 -> 15)"
};

struct RunRecord {
    Plan plan;
    std::string targetDescription;  // "bundled target, pid 4711" or the URL
    Phrases probe;                  // what was chosen and why, or why nothing was
    std::string exchange;           // how requests travelled: "curl"
    WallTime startedAt{};
    std::vector<PhaseSpan> phases;
    std::vector<Beat> beats;
    LoadInterval totals;
    double loadDurationS = 0;  // from the first send to the end of sending (or to the last result, if later)
    std::vector<SignalRecord> signals;  // in canonical order
    std::vector<Mark> marks;
    std::vector<RecordedProfile> profiles;  // in the order they were taken; bounded
    std::vector<std::string> failureExamples;
    RequestSamples samples;                // the slowest requests, and some that failed
    std::vector<BudgetResult> thresholds;  // of the plan, over the whole load; once it has ended
    std::optional<SearchRecord> search;
    StopReason stopReason = StopReason::Finished;
    std::string stopDetail;  // one sentence when the run did not simply finish
};

// When the first load began; nothing before.
std::optional<double> loadBeganS(const RunRecord& record);
bool isUnderLoad(const RunRecord& record, double tS);

// What is said of the probe, in one line of English.
std::string probeText(const RunRecord& record);

// The worst verdict decides an exit code or a window title.
bool anyLeak(const RunRecord& record);

}  // namespace leaktide
