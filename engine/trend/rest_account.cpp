#include "engine/trend/rest_account.h"

#include <cmath>

#include "engine/base/text.h"
#include "engine/trend/patterns.h"

namespace leaktide {
namespace {

constexpr double FewestItems = 3;
constexpr double NoiseInErrors = 4;

std::string items(double count) {
    const double whole = std::round(count);
    return whole < 0 ? "0" : formatCount(static_cast<std::uint64_t>(whole));
}

}  // namespace

std::optional<double> leftAfterDrain(const SignalSpec& spec, const std::optional<RestLevel>& idle,
                                     const std::optional<RestLevel>& drained) {
    if (spec.rest != SignalRest::MustReturn || spec.unit != SignalUnit::Items || !idle || !drained) {
        return std::nullopt;
    }
    const double left = drained->mean - idle->mean;
    const double noise = NoiseInErrors * std::hypot(idle->error, drained->error);
    return left >= FewestItems && left > noise ? std::optional(left) : std::nullopt;
}

Phrase leftSentence(double left, double drainedLevel, const SignalSpec& spec) {
    return say(Say::LeftAtRest, {items(drainedLevel), nounOf(spec, std::round(drainedLevel)), items(left)});
}

}  // namespace leaktide
