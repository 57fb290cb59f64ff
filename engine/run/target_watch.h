// Says when a target is beyond hope: it never gave a valid answer, or it gave none for a long time. Pure:
// facts and time are handed in. A restart of some seconds is no reason to stop.
#pragma once

#include <optional>
#include <string>

#include "engine/measure/load_interval.h"
#include "engine/store/run_record.h"

namespace leaktide {

struct LostTarget {
    StopReason reason = StopReason::TargetUnreachable;
    std::string sentence;
};

class TargetWatch {
public:
    // Hands in what happened since the last call, at `nowS` seconds since the load began.
    void add(const LoadCounters& counters, double nowS);
    // During the load: whether to stop now.
    [[nodiscard]] std::optional<LostTarget> lost(double nowS) const;
    // After the load: whether its end was one long silence.
    [[nodiscard]] std::optional<LostTarget> lostAtTheEnd(double nowS) const;

private:
    [[nodiscard]] std::optional<LostTarget> silentFor(double nowS, double seconds) const;

    bool m_answered = false;
    double m_lastAnswerS = 0;
    std::optional<double> m_firstFailureSince;  // since the last valid answer
    FailureCounts m_failuresSince{};
};

}  // namespace leaktide
