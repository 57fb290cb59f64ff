// The few single requests of a run that are kept: the slowest, and some of those that failed, so that they
// can be looked up in the target's own traces and logs. Bounded; two collections merge into one. No I/O, not
// thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/measure/outcome.h"

namespace leaktide {

struct RequestSample {
    std::string name;     // of the plan's request
    std::string target;   // path and query, as sent
    std::string traceId;  // empty: it carried none
    std::string spanId;
    Nanos due{};  // since the run began, as the two below
    Nanos sent{};
    Nanos done{};
    int status = 0;  // 0: no valid answer
    std::optional<FailureKind> failure;
    std::string detail;  // why it failed; printable

    [[nodiscard]] Nanos serviceTime() const { return done - sent; }
    [[nodiscard]] Nanos responseTime() const { return done - due; }
    bool operator==(const RequestSample&) const = default;
};

class RequestSamples {
public:
    static constexpr std::size_t MostSlowest = 20;
    static constexpr std::size_t MostFailed = 20;

    // Failures of one kind, or all HTTP errors.
    static constexpr std::size_t Groups = FailureKindCount + 1;
    static std::size_t groupOf(std::optional<FailureKind> failure) {
        return failure ? static_cast<std::size_t>(*failure) : FailureKindCount;
    }

    void addSlow(RequestSample sample);    // stays while it is among the slowest by service time
    void addFailed(RequestSample sample);  // the first ones stay; no group crowds out another
    void merge(const RequestSamples& other);
    bool operator==(const RequestSamples&) const = default;
    void shift(Nanos by);  // all times, to another beginning

    [[nodiscard]] const std::vector<RequestSample>& slowest() const { return m_slowest; }  // slowest first
    [[nodiscard]] const std::vector<RequestSample>& failed() const { return m_failed; }    // as they ended

private:
    std::vector<RequestSample> m_slowest;
    std::vector<RequestSample> m_failed;
};

}  // namespace leaktide
