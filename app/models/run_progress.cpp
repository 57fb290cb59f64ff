#include "app/models/run_progress.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "app/models/number_text.h"
#include "app/models/phase_words.h"
#include "app/models/verdict_model.h"

namespace leaktide::app {

namespace {

struct RunProgressWords {
    Q_DECLARE_TR_FUNCTIONS(RunProgress)
};

constexpr double SmallestShare = 0.04;    // so that a short phase can still be seen
constexpr std::uint32_t MostCycles = 12;  // drawn

Idling idlingOf(const RunSnapshot& snapshot) {
    const Plan& plan = snapshot.record.plan;
    const double loads = toSeconds(plan.load.duration) * plan.phases.cycles;
    const bool bare = snapshot.totalS > 0 && snapshot.totalS < loads + 0.5;
    return bare ? Idling::None : Idling::Planned;
}

QString phaseText(const RunSnapshot& snapshot) {
    const QString phase = phaseLabel(snapshot.phase);
    const std::uint32_t cycles = std::max(snapshot.cycles, snapshot.record.plan.phases.cycles);
    if (cycles < 2 || snapshot.ended) {
        return phase;
    }
    return (snapshot.extended ? RunProgressWords::tr("%1 · cycle %2 of %3, extended")
                              : RunProgressWords::tr("%1 · cycle %2 of %3"))
        .arg(phase)
        .arg(snapshot.cycle)
        .arg(cycles);
}

}  // namespace

QVector<ProgressSegment> segmentsOf(const Plan& plan, Idling idling, std::uint32_t cycles) {
    QVector<ProgressSegment> segments;
    const auto add = [&](Phase phase, Nanos duration) {
        segments.append({phase, phaseLabel(phase), toSeconds(duration), 0});
    };
    if (idling == Idling::Planned) {
        add(Phase::Baseline, plan.phases.baseline);
    }
    const std::uint32_t planned = std::clamp(plan.phases.cycles, 1U, MostCycles);
    std::uint32_t loads = 0;
    for (std::uint32_t cycle = 0; cycle < std::clamp(cycles, planned, MostCycles); ++cycle) {
        const std::uint32_t factor = cycle < planned ? 1 : loads;
        loads += factor;
        add(Phase::Load, plan.load.duration * factor);
        if (idling == Idling::Planned) {
            add(Phase::Drain, plan.phases.drain);
        }
    }
    double whole = 0;
    for (const ProgressSegment& segment : segments) {
        whole += segment.seconds;
    }
    double sum = 0;
    for (ProgressSegment& segment : segments) {
        segment.share = std::max(whole > 0 ? segment.seconds / whole : 1, SmallestShare);
        sum += segment.share;
    }
    for (ProgressSegment& segment : segments) {
        segment.share /= sum;
    }
    return segments;
}

double placeOnBar(const QVector<ProgressSegment>& segments, double progress) {
    double left = 0;
    for (const ProgressSegment& segment : segments) {
        left += segment.seconds;
    }
    left *= std::clamp(progress, 0.0, 1.0);
    double place = 0;
    for (const ProgressSegment& segment : segments) {
        if (left < segment.seconds) {
            return place + segment.share * left / segment.seconds;
        }
        left -= segment.seconds;
        place += segment.share;
    }
    return 1;
}

RunProgress progressOf(const RunSnapshot& snapshot) {
    RunProgress progress;
    progress.segments = segmentsOf(snapshot.record.plan, idlingOf(snapshot), snapshot.cycles);
    progress.done = placeOnBar(progress.segments, snapshot.progress);
    progress.running = !snapshot.ended;
    progress.purpose = phasePurpose(snapshot.phase);
    progress.phaseText = phaseText(snapshot);
    if (snapshot.ended) {
        progress.phaseText = snapshot.record.stopReason == StopReason::Finished
                                 ? RunProgressWords::tr("Finished")
                                 : RunProgressWords::tr("Stopped");
        if (snapshot.record.stopReason != StopReason::Finished && snapshot.totalS > 0) {
            progress.done = placeOnBar(progress.segments, snapshot.elapsedS / snapshot.totalS);
        }
        progress.purpose = RunProgressWords::tr("%1. %2").arg(summaryOf(snapshot), endSentence(snapshot));
        progress.timeText = RunProgressWords::tr("%1 in all").arg(clockText(snapshot.elapsedS));
    } else if (snapshot.totalS > 0) {
        const double left = std::max(0.0, snapshot.totalS - snapshot.elapsedS);
        progress.timeText = left < 0.5 ? RunProgressWords::tr("nearly done")
                                       : RunProgressWords::tr("%1 left").arg(clockText(std::ceil(left)));
    }
    return progress;
}

QString clockText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (whole < 60) {
        return RunProgressWords::tr("%1 s").arg(whole);
    }
    if (whole < 3600) {
        return RunProgressWords::tr("%1 min %2 s").arg(whole / 60).arg(two(whole % 60));
    }
    return RunProgressWords::tr("%1 h %2 min").arg(whole / 3600).arg(two(whole / 60 % 60));
}

QString endSentence(const RunSnapshot& snapshot) {
    if (!snapshot.ended) {
        return {};
    }
    const RunRecord& record = snapshot.record;
    const QString detail = sentenceText(record.stopDetail);
    switch (record.stopReason) {
        case StopReason::Finished:
            return detail.isEmpty() ? RunProgressWords::tr("The run went to its planned end.") : detail;
        case StopReason::StoppedByUser:
            return RunProgressWords::tr("You stopped the run; what was measured is kept.");
        case StopReason::TargetUnreachable:
            return detail.isEmpty() ? RunProgressWords::tr("Nothing answered at the target.") : detail;
        case StopReason::TargetLost:
            return detail.isEmpty() ? RunProgressWords::tr("The target answered, then died.") : detail;
        case StopReason::Interrupted:
        case StopReason::OutputFailed:
        case StopReason::InternalError:
            break;
    }
    return detail.isEmpty()
               ? RunProgressWords::tr("The run ended early: %1.").arg(qt(nameOf(record.stopReason)))
               : detail;
}

}  // namespace leaktide::app
