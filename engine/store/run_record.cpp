#include "engine/store/run_record.h"

#include <algorithm>

namespace leaktide {

std::string_view nameOf(Phase phase) {
    switch (phase) {
        case Phase::Starting:
            return "starting";
        case Phase::Baseline:
            return "baseline";
        case Phase::WarmUp:
            return "warm-up";
        case Phase::Load:
            return "load";
        case Phase::Drain:
            return "drain";
        case Phase::Collect:
            return "collect";
        case Phase::Ended:
            return "ended";
    }
    return "starting";
}

std::string_view nameOf(StopReason reason) {
    switch (reason) {
        case StopReason::Finished:
            return "finished";
        case StopReason::StoppedByUser:
            return "stopped";
        case StopReason::Interrupted:
            return "interrupted";
        case StopReason::TargetUnreachable:
            return "target_unreachable";
        case StopReason::TargetLost:
            return "target_lost";
        case StopReason::OutputFailed:
            return "output_failed";
        case StopReason::InternalError:
            return "internal_error";
    }
    return "internal_error";
}

bool anyLeak(const RunRecord& record) {
    return std::any_of(record.signals.begin(), record.signals.end(),
                       [](const SignalRecord& signal) { return signal.verdict.verdict == Verdict::Leak; });
}

}  // namespace leaktide
