#include "engine/run/target_watch.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr double NeverReachedS = 1;
constexpr double LostS = 10;
constexpr double LostAtTheEndS = 1;

// Failures that say the target is not there; an answer that is wrong or late is a result like any other.
constexpr std::array Absence{
    FailureKind::Dns,           FailureKind::ConnectRefused, FailureKind::ConnectTimeout,
    FailureKind::ConnectFailed, FailureKind::TlsVerify,      FailureKind::TlsHandshake};

unsigned long long absences(const FailureCounts& failures) {
    unsigned long long sum = 0;
    for (const FailureKind kind : Absence) {
        sum += failures.at(static_cast<std::size_t>(kind));
    }
    return sum;
}

std::string mostFrequent(const FailureCounts& failures) {
    const auto most = std::max_element(failures.begin(), failures.end()) - failures.begin();
    return std::string(sentenceOf(static_cast<FailureKind>(most)));
}

}  // namespace

void TargetWatch::add(const LoadCounters& counters, double nowS) {
    const auto checkFailed = counters.failures.at(static_cast<std::size_t>(FailureKind::CheckFailed));
    if (counters.ok + counters.httpErrors + checkFailed > 0) {
        m_answered = true;
        m_lastAnswerS = nowS;
        m_firstFailureSince.reset();
        m_failuresSince = {};
        return;
    }
    if (counters.failed == 0) {
        return;
    }
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        m_failuresSince.at(kind) += counters.failures.at(kind);
    }
    if (!m_firstFailureSince) {
        m_firstFailureSince = nowS;
    }
}

std::optional<LostTarget> TargetWatch::silentFor(double nowS, double seconds) const {
    if (!m_firstFailureSince || nowS - *m_firstFailureSince < seconds || absences(m_failuresSince) == 0) {
        return std::nullopt;
    }
    const std::string why = mostFrequent(m_failuresSince);
    if (!m_answered) {
        return LostTarget{StopReason::TargetUnreachable, "the target never gave a valid answer: " + why};
    }
    return LostTarget{StopReason::TargetLost, "the target stopped answering " +
                                                  formatFixed(m_lastAnswerS, 1) +
                                                  " s into the load and did not come back: " + why};
}

std::optional<LostTarget> TargetWatch::lost(double nowS) const {
    return silentFor(nowS, m_answered ? LostS : NeverReachedS);
}

std::optional<LostTarget> TargetWatch::lostAtTheEnd(double nowS) const {
    return silentFor(nowS, LostAtTheEndS);
}

}  // namespace leaktide
