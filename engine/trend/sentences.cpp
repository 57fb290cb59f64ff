#include "engine/trend/sentences.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"

namespace leaktide {
namespace {

std::string plural(const SignalSpec& spec) {
    return (spec.itemNoun.empty() ? std::string("item") : spec.itemNoun) + "s";
}

std::string amount(double value, const SignalSpec& spec) {
    if (spec.unit == SignalUnit::Bytes) {
        const bool few = std::abs(value) < 100;
        return few ? formatSignificant(value) + " B" : formatBytes(value);
    }
    const bool many = std::abs(value) >= 1000 && std::abs(value) < 1e15;
    return many ? (value < 0 ? "-" : "") +
                      formatCount(static_cast<std::uint64_t>(std::llround(std::abs(value))))
                : formatSignificant(value);
}

std::string range(const Interval& slope, const SignalSpec& spec) {
    const bool same = amount(slope.low, spec) == amount(slope.high, spec);
    return same ? "" : " (" + amount(slope.low, spec) + " to " + amount(slope.high, spec) + ")";
}

std::string percent(double share) {
    return formatFixed(100 * share, 0) + " %";
}

std::string countText(double count, Counter counter) {
    if (counter == Counter::Seconds) {
        return formatSignificant(count) + " s";
    }
    const auto whole = static_cast<std::uint64_t>(std::llround(std::max(0.0, count)));
    return formatCount(whole) + " " + std::string(nounOf(counter)) + (whole == 1 ? "" : "s");
}

std::string rate(const Findings& findings, const SignalSpec& spec) {
    return perCounter(findings.look.told.value, spec, findings.look.counter) +
           range(findings.look.told, spec);
}

std::string keptText(const Findings& findings) {
    const auto retention = retentionOf(findings);
    if (!retention) {
        return "";
    }
    return retention->share >= 0.995 ? "all of it was still there after the drain"
                                     : percent(retention->share) + " of it was still there after the drain";
}

std::string leak(const Findings& findings, const SignalSpec& spec, const TrendSettings& settings) {
    const LookResult& look = findings.look;
    return "Leak: " + rate(findings, spec) + ". " + std::to_string(look.higherGroups) + " of " +
           std::to_string(look.chosenGroups) + " stretches ended higher than all before, " +
           keptText(findings) + ", and a cache that fills would need more than " +
           formatSignificant(settings.warmUpFactor, 1) + " times this run to look so straight.";
}

std::string stable(const Findings& findings, const SignalSpec& spec) {
    const double bound = findings.look.detectableAbove;
    if (bound <= 0) {
        return "No growth.";
    }
    return "No growth. A leak above " + perCounter(bound, spec, findings.look.counter) + " would have shown.";
}

std::string undecided(const Findings& findings, const SignalSpec& spec, const TrendSettings& settings) {
    const std::string grows = "Still growing by " + rate(findings, spec) + ", but ";
    const std::string longer =
        "Run " + formatSignificant(longerRunFactor(findings, settings), 2) + " times longer to decide.";
    if (!findings.drained) {
        return grows + "without a drain it cannot be told what would have been given back.";
    }
    if (findings.readings < settings.minReadings) {
        return grows + "there are only " + std::to_string(findings.readings) + " readings under load. " +
               longer;
    }
    if (findings.look.excluding >= settings.minViews) {
        return grows + keptText(findings) + ". " + longer;
    }
    return grows + "a slow warm-up is not excluded. " + longer;
}

std::string released(const Findings& findings, const SignalSpec& spec) {
    if (!findings.look.chosen) {
        return "It moved with the load and was back at its level after the drain.";
    }
    return "Grew by " + amount(findings.look.expected, spec) +
           " with the load and gave it back in the drain.";
}

}  // namespace

std::string perCounter(double slope, const SignalSpec& spec, Counter counter) {
    const std::string noun = spec.unit == SignalUnit::Items ? " " + plural(spec) : "";
    return amount(slope, spec) + noun + " per " + std::string(nounOf(counter));
}

std::string evidenceSentence(Verdict verdict, const Findings& findings, const SignalSpec& spec,
                             const TrendSettings& settings) {
    switch (verdict) {
        case Verdict::WarmingUp:
            return std::to_string(findings.readings) + " of " + std::to_string(settings.firstLook) +
                   " readings under load; too few to judge.";
        case Verdict::Stable:
            return stable(findings, spec);
        case Verdict::Growing:
            return "Growing by " + rate(findings, spec) + " for " +
                   countText(findings.look.chosen ? findings.look.chosen->span : 0, findings.look.counter) +
                   (findings.look.excluding >= settings.minViews ? "." : ". Not yet told from a warm-up.");
        case Verdict::Plateaued:
            return "Grew until " + countText(findings.grewUntil, Counter::Requests) + ", then stopped.";
        case Verdict::Released:
            return released(findings, spec);
        case Verdict::Inconclusive:
            return "The load kept changing, so that growth with requests cannot be told from growth with the "
                   "rate. Repeat it at a constant rate.";
        case Verdict::GrowingUndecided:
            return undecided(findings, spec, settings);
        case Verdict::Leak:
            return leak(findings, spec, settings);
        case Verdict::NotMeasured:
            break;
    }
    return "The target does not show this signal.";
}

}  // namespace leaktide
