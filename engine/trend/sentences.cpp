#include "engine/trend/sentences.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"
#include "engine/trend/patterns.h"

namespace leaktide {
namespace {

Phrase countOf(double count, Counter counter) {
    if (counter == Counter::Seconds) {
        return say(Say::Seconds, {formatSignificant(count)});
    }
    const auto whole = static_cast<std::uint64_t>(std::llround(std::max(0.0, count)));
    const std::string noun(nounOf(counter));
    return say(Say::AmountOfNoun, {formatCount(whole), whole == 1 ? noun : noun + "s"});
}

Phrase rateOf(const Findings& findings, const SignalSpec& spec) {
    return slopeWithRange(findings.look.told, spec, findings.look.counter);
}

Phrase keptOf(const Findings& findings) {
    const auto retention = retentionOf(findings);
    const double share = retention ? retention->share : 0;
    return share >= 0.995 ? say(Say::AllKept)
                          : say(Say::PartKept, {say(Say::Percent, {formatFixed(100 * share, 0)})});
}

// An even load does the same number of requests in every second: growth with the one is growth with the
// other.
void addIfSameAsTime(Phrases& said, const Findings& findings, const SignalSpec& spec) {
    const LookResult& look = findings.look;
    if (look.counter == Counter::Requests && !look.notTime && look.requestsPerSecond > 0) {
        said.push_back(say(Say::SameAsTime,
                           {perCounter(look.told.value * look.requestsPerSecond, spec, Counter::Seconds)}));
    }
}

Phrases leak(const Findings& findings, const SignalSpec& spec, const TrendSettings& settings) {
    const LookResult& look = findings.look;
    Phrases said{say(Say::LeakFound, {rateOf(findings, spec), std::to_string(look.higherGroups),
                                      std::to_string(look.chosenGroups), keptOf(findings),
                                      formatSignificant(settings.warmUpFactor, 1)})};
    addIfSameAsTime(said, findings, spec);
    return said;
}

Phrases stable(const Findings& findings, const SignalSpec& spec) {
    const double bound = findings.look.detectableAbove;
    if (bound <= 0) {
        return {say(Say::NoGrowth)};
    }
    return {say(Say::NoGrowthAbove, {perCounter(bound, spec, findings.look.counter)})};
}

Phrases growing(const Findings& findings, const SignalSpec& spec, const TrendSettings& settings) {
    const double span = findings.look.chosen ? findings.look.chosen->span : 0;
    const Say what = findings.look.excluding >= settings.minViews ? Say::GrowingTold : Say::GrowingNotTold;
    return {say(what, {rateOf(findings, spec), countOf(span, findings.look.counter)})};
}

Phrases undecided(const Findings& findings, const SignalSpec& spec, const TrendSettings& settings) {
    const Phrase rate = rateOf(findings, spec);
    if (!findings.drained) {
        return {say(Say::UndecidedNoDrain, {rate})};
    }
    const Phrase longer = say(Say::RunLonger, {formatSignificant(longerRunFactor(findings, settings), 2)});
    if (findings.readings < settings.minReadings) {
        return {say(Say::UndecidedFewReadings, {rate, std::to_string(findings.readings)}), longer};
    }
    if (findings.look.excluding >= settings.minViews) {
        return {say(Say::UndecidedKept, {rate, keptOf(findings)}), longer};
    }
    const bool maybeNone = findings.look.told.low <= 0;
    return {say(maybeNone ? Say::UndecidedNoise : Say::UndecidedWarmUp, {rate}), longer};
}

Phrases released(const Findings& findings, const SignalSpec& spec) {
    if (!findings.look.chosen) {
        return {say(Say::MovedWithLoad)};
    }
    return {say(Say::GrewAndGaveBack, {amountText(findings.look.expected, spec)})};
}

}  // namespace

std::string amountText(double value, const SignalSpec& spec) {
    if (spec.unit == SignalUnit::Bytes) {
        const bool few = std::abs(value) < 100;
        return few ? formatSignificant(value) + " B" : formatBytes(value);
    }
    const bool many = std::abs(value) >= 1000 && std::abs(value) < 1e15;
    return many ? (value < 0 ? "-" : "") +
                      formatCount(static_cast<std::uint64_t>(std::llround(std::abs(value))))
                : formatSignificant(value);
}

Phrase perCounter(double slope, const SignalSpec& spec, Counter counter) {
    const Phrase count{std::string(nounOf(counter))};
    return spec.unit == SignalUnit::Items
               ? say(Say::SlopeAndNoun, {amountText(slope, spec), nounOf(spec, 2), count})
               : say(Say::SlopePerCount, {amountText(slope, spec), count});
}

Phrase slopeWithRange(const Interval& slope, const SignalSpec& spec, Counter counter) {
    const Phrase rate = perCounter(slope.value, spec, counter);
    const bool same = amountText(slope.low, spec) == amountText(slope.high, spec);
    return same ? rate
                : say(Say::SlopeWithRange, {rate, amountText(slope.low, spec), amountText(slope.high, spec)});
}

Phrase amountOf(double value, const SignalSpec& spec) {
    return spec.unit == SignalUnit::Items
               ? say(Say::AmountOfNoun, {amountText(value, spec), nounOf(spec, value)})
               : Phrase(amountText(value, spec));
}

Phrases evidenceOf(Verdict verdict, const Findings& findings, const SignalSpec& spec,
                   const TrendSettings& settings) {
    switch (verdict) {
        case Verdict::WarmingUp:
            return {say(Say::TooFewReadings,
                        {std::to_string(findings.readings), std::to_string(settings.firstLook)})};
        case Verdict::Stable:
            return stable(findings, spec);
        case Verdict::Growing:
            return growing(findings, spec, settings);
        case Verdict::Plateaued:
            return {say(Say::GrewThenStopped, {countOf(findings.grewUntil, Counter::Requests)})};
        case Verdict::Released:
            return released(findings, spec);
        case Verdict::Inconclusive:
            return {say(Say::LoadKeptChanging)};
        case Verdict::GrowingUndecided:
            return undecided(findings, spec, settings);
        case Verdict::Leak:
            return leak(findings, spec, settings);
        case Verdict::KeptByAllocator:
        case Verdict::FollowsHeap:
        case Verdict::NotMeasured:
            break;
    }
    return {say(Say::NotShown)};
}

}  // namespace leaktide
