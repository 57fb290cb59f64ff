#include "engine/store/run_record.h"

#include <algorithm>

#include "engine/trend/exhaustion.h"

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

Phrases saidOf(const SignalRecord& signal) {
    Phrases said = together(signal.endpoints ? signal.endpoints->said : Phrases(), signal.verdict.evidence);
    if (signal.verdict.left) {
        said.push_back(signal.verdict.left->sentence);
    }
    if (signal.exhaustionS && signal.limit) {
        said.push_back(exhaustionSentence(*signal.exhaustionS, *signal.limit, signal.spec));
    }
    return said;
}

std::optional<double> loadBeganS(const RunRecord& record) {
    const auto load = std::find_if(record.phases.begin(), record.phases.end(),
                                   [](const PhaseSpan& span) { return span.phase == Phase::Load; });
    return load == record.phases.end() ? std::nullopt : std::optional(load->fromS);
}

bool isUnderLoad(const RunRecord& record, double tS) {
    return std::any_of(record.phases.begin(), record.phases.end(), [tS](const PhaseSpan& span) {
        return span.phase == Phase::Load && span.fromS <= tS && tS <= span.toS;
    });
}

std::string probeText(const RunRecord& record) {
    return english(record.probe, "; ");
}

bool anyLeak(const RunRecord& record) {
    return std::any_of(record.signals.begin(), record.signals.end(),
                       [](const SignalRecord& signal) { return signal.verdict.verdict == Verdict::Leak; });
}

}  // namespace leaktide
