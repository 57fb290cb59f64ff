#include "engine/load/answer_record.h"

namespace leaktide {

void recordAnswer(const Answer& answer, SteadyTime due, Pace pace, RecorderSide& side) {
    LoadCounters& counters = side.counters;
    ++counters.requests;
    counters.attempts += answer.attempts;
    counters.retries += answer.attempts > 1 ? answer.attempts - 1 : 0;
    counters.unsent += answer.attempts == 0 ? 1 : 0;
    counters.bytesIn += answer.bytesIn;
    counters.bytesOut += answer.bytesOut;
    counters.connectionsOpened += answer.connectionsOpened;
    if (pace == Pace::Scheduled && answer.sent - due > LateAfter) {
        ++counters.late;
    }
    if (answer.failure) {
        ++counters.failed;
        ++counters.failures[static_cast<std::size_t>(*answer.failure)];
        if (*answer.failure != FailureKind::CheckFailed) {
            return;
        }
        ++counters.failedChecks[std::string(answer.check)];
    } else {
        ++(answer.status >= 400 ? counters.httpErrors : counters.ok);
    }
    ++side.statuses[static_cast<std::size_t>(answer.status)];
    if (answer.slowedByUs) {
        return;
    }
    side.serviceTime.record(answer.done - answer.sent);
    side.responseTime.record(answer.done - due);
}

void countAnswer(std::size_t request, std::size_t requests, LoadCounters& counters) {
    counters.byRequest.resize(requests);  // once after each hand-over
    ++counters.byRequest[request];
}

}  // namespace leaktide
