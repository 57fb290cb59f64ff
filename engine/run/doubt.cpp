#include "engine/run/doubt.h"

#include <algorithm>
#include <utility>

#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"

namespace leaktide {

TrendVerdict doubted(const SignalSpec& spec, TrendVerdict leak, Phrase why) {
    const auto* counter = std::find_if(AllCounters.begin(), AllCounters.end(),
                                       [&leak](Counter one) { return wordOf(one) == leak.counter; });
    const Phrase rate = perCounter(leak.perRequest ? leak.perRequest->value : 0, spec,
                                   counter == AllCounters.end() ? Counter::Requests : *counter);
    leak.verdict = Verdict::GrowingUndecided;
    leak.evidence = {say(Say::UndecidedKept, {rate, std::move(why)})};
    return leak;
}

}  // namespace leaktide
