#include "engine/report/fail_on.h"

#include <algorithm>

namespace leaktide {

std::optional<FailOn> failOnFromWord(std::string_view word) {
    if (word == "leak") {
        return FailOn::Leak;
    }
    if (word == "undecided") {
        return FailOn::Undecided;
    }
    return word == "none" ? std::optional(FailOn::Nothing) : std::nullopt;
}

bool isUndecided(Verdict verdict) {
    return verdict == Verdict::GrowingUndecided || verdict == Verdict::Growing ||
           verdict == Verdict::Inconclusive || verdict == Verdict::WarmingUp;
}

bool fails(const SignalRecord& signal, FailOn failOn) {
    const Verdict verdict = signal.verdict.verdict;
    return (verdict == Verdict::Leak && failOn != FailOn::Nothing) ||
           (isUndecided(verdict) && failOn == FailOn::Undecided);
}

bool nothingWasJudged(const RunRecord& record) {
    return std::all_of(record.signals.begin(), record.signals.end(), [](const SignalRecord& signal) {
        const Verdict verdict = signal.verdict.verdict;
        return verdict == Verdict::NotMeasured || verdict == Verdict::WarmingUp;
    });
}

bool anyFails(const RunRecord& record, FailOn failOn) {
    if (failOn == FailOn::Undecided && nothingWasJudged(record)) {
        return true;
    }
    return std::any_of(record.signals.begin(), record.signals.end(),
                       [failOn](const SignalRecord& signal) { return fails(signal, failOn); });
}

}  // namespace leaktide
