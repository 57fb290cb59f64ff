#include "engine/run/length_notice.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"
#include "engine/trend/length_advice.h"
#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"
#include "engine/trend/trend_settings.h"

namespace leaktide {

namespace {

struct Need {
    const SignalRecord* signal = nullptr;
    double seconds = 0;
};

double plannedLoadS(const Plan& plan, double requestsPerS) {
    double seconds = toSeconds(plan.load.duration);
    if (plan.load.model == LoadModel::Stages) {
        seconds = 0;
        for (const Stage& stage : plan.load.stages) {
            seconds += toSeconds(stage.duration);
        }
    }
    if (plan.load.requests && requestsPerS > 0) {
        seconds = std::min(seconds, static_cast<double>(*plan.load.requests) / requestsPerS);
    }
    return seconds * std::max<std::uint32_t>(1, plan.phases.cycles);
}

std::optional<double> needOf(const SignalRecord& signal, const LoadPace& pace, double loadBegan) {
    const auto load = std::find_if(signal.points.begin(), signal.points.end(),
                                   [loadBegan](const SignalPoint& point) { return point.tS >= loadBegan; });
    const auto noise = restNoiseOf({signal.points.begin(), load});
    return noise ? secondsToShow(*noise, pace, wantedLeak(signal.spec.unit), trendSettingsFor(signal.spec))
                 : std::nullopt;
}

// The signal that needs the longest load.
Need largestNeed(const std::vector<SignalRecord>& signals, const LoadPace& pace, double loadBegan) {
    Need most;
    for (const SignalRecord& signal : signals) {
        if (signal.spec.name == "rss") {
            continue;
        }
        const auto seconds = needOf(signal, pace, loadBegan);
        if (seconds && *seconds > most.seconds) {
            most = {&signal, *seconds};
        }
    }
    return most;
}

}  // namespace

std::optional<LengthNotice> lengthNotice(const RunRecord& record, const std::vector<SignalRecord>& signals) {
    const auto beat = std::find_if(record.beats.begin(), record.beats.end(),
                                   [](const Beat& one) { return one.phase == Phase::Load; });
    if (beat == record.beats.end() || beat->durationS <= 0) {
        return std::nullopt;
    }
    const LoadPace pace{.requestsPerS = static_cast<double>(beat->counters.requests) / beat->durationS,
                        .readingsPerS = 1 / toSeconds(probeInterval(record.plan))};
    const Need need = largestNeed(signals, pace, loadBeganS(record).value_or(0));
    if (need.signal == nullptr) {
        return std::nullopt;
    }
    const SignalSpec& spec = need.signal->spec;
    const double planned = plannedLoadS(record.plan, pace.requestsPerS);
    const Phrase leak = perCounter(wantedLeak(spec.unit), spec, Counter::Requests);
    const Phrase after = durationOf(std::ceil(need.seconds));
    if (planned >= need.seconds) {
        return LengthNotice{say(Say::LoadSees, {spec.label, leak, after}), false};
    }
    return LengthNotice{say(Say::LoadTooShort, {durationOf(planned), spec.label, leak, after}), true};
}

}  // namespace leaktide
