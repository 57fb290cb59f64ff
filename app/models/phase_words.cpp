#include "app/models/phase_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "app/models/number_text.h"

namespace leaktide::app {

namespace {

struct PhaseWords {
    Q_DECLARE_TR_FUNCTIONS(PhaseWords)
};

// The labels of engine/measure/signal.cpp, named here for the translators.
[[maybe_unused]] constexpr std::array LabelsToTranslate{
    QT_TRANSLATE_NOOP("Signals", "Pool in use"),
    QT_TRANSLATE_NOOP("Signals", "Tasks"),
    QT_TRANSLATE_NOOP("Signals", "Heap in use"),
    QT_TRANSLATE_NOOP("Signals", "Heap allocated"),
    QT_TRANSLATE_NOOP("Signals", "Resident memory"),
    QT_TRANSLATE_NOOP("Signals", "File descriptors"),
    QT_TRANSLATE_NOOP("Signals", "Threads"),
    QT_TRANSLATE_NOOP("Signals", "Open connections"),
    QT_TRANSLATE_NOOP("Signals", "Database connections in use"),
    QT_TRANSLATE_NOOP("Signals", "Buffers in use")};

constexpr std::array<std::string_view, 3> MainSignals{"pool_in_use", "tasks", "heap_in_use"};

}  // namespace

QString phaseLabel(Phase phase) {
    switch (phase) {
        case Phase::Starting:
            return PhaseWords::tr("Starting");
        case Phase::Baseline:
            return PhaseWords::tr("Baseline");
        case Phase::WarmUp:
            return PhaseWords::tr("Warm-up");
        case Phase::Load:
            return PhaseWords::tr("Load");
        case Phase::Drain:
            return PhaseWords::tr("Drain");
        case Phase::Collect:
            return PhaseWords::tr("Collect");
        case Phase::Ended:
            break;
    }
    return PhaseWords::tr("Ended");
}

QString phasePurpose(Phase phase) {
    switch (phase) {
        case Phase::Starting:
            return PhaseWords::tr("Connecting to the target.");
        case Phase::Baseline:
            return PhaseWords::tr("No load: what the target holds at rest.");
        case Phase::WarmUp:
            return PhaseWords::tr("First load, so that caches and pools fill; not judged.");
        case Phase::Load:
            return PhaseWords::tr("Requests are sent; the signals are read along the way.");
        case Phase::Drain:
            return PhaseWords::tr("Load has stopped: what does the target give back?");
        case Phase::Collect:
            return PhaseWords::tr("The target is asked to collect garbage, then read once more.");
        case Phase::Ended:
            break;
    }
    return PhaseWords::tr("The run is over.");
}

QString signalLabel(const SignalSpec& spec) {
    return QCoreApplication::translate("Signals",
                                       spec.label.empty() ? spec.name.c_str() : spec.label.c_str());
}

QString signalMeaning(const SignalSpec& spec) {
    if (spec.name == "pool_in_use") {
        return PhaseWords::tr(
            "Objects taken from the server's pool and not yet returned; none should be out when no "
            "request is in flight.");
    }
    if (spec.name == "tasks") {
        return PhaseWords::tr(
            "Goroutines, coroutines or threads, whichever the server has; each request should end "
            "those that it began.");
    }
    if (spec.name == "heap_in_use") {
        return PhaseWords::tr(
            "Memory that the server's allocator has handed out; caches may fill it, then it should "
            "rest.");
    }
    return {};
}

int rankOf(const std::string& signal) {
    return static_cast<int>(std::find(MainSignals.begin(), MainSignals.end(), signal) - MainSignals.begin());
}

QString verdictLabel(Verdict verdict) {
    switch (verdict) {
        case Verdict::WarmingUp:
            return PhaseWords::tr("Warming up");
        case Verdict::Stable:
            return PhaseWords::tr("Stable");
        case Verdict::Growing:
            return PhaseWords::tr("Growing");
        case Verdict::Plateaued:
            return PhaseWords::tr("Plateaued");
        case Verdict::Released:
            return PhaseWords::tr("Released");
        case Verdict::Inconclusive:
            return PhaseWords::tr("Inconclusive");
        case Verdict::GrowingUndecided:
            return PhaseWords::tr("Growing, undecided");
        case Verdict::Leak:
            return PhaseWords::tr("Leak");
        case Verdict::KeptByAllocator:
            return PhaseWords::tr("Kept by the allocator");
        case Verdict::FollowsHeap:
            return PhaseWords::tr("Follows the heap");
        case Verdict::NotMeasured:
            break;
    }
    return PhaseWords::tr("Not measured");
}

Tone toneOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Stable:
        case Verdict::Released:
            return Tone::Good;
        case Verdict::Plateaued:
        case Verdict::KeptByAllocator:
            return Tone::Notice;
        case Verdict::Growing:
        case Verdict::GrowingUndecided:
            return Tone::Warning;
        case Verdict::Leak:
            return Tone::Bad;
        case Verdict::WarmingUp:
        case Verdict::Inconclusive:
        case Verdict::FollowsHeap:
        case Verdict::NotMeasured:
            break;
    }
    return Tone::Neutral;
}

QString iconOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Stable:
            return QStringLiteral("verdict-stable");
        case Verdict::Released:
            return QStringLiteral("verdict-released");
        case Verdict::Plateaued:
        case Verdict::KeptByAllocator:
            return QStringLiteral("verdict-plateaued");
        case Verdict::Growing:
        case Verdict::GrowingUndecided:
            return QStringLiteral("verdict-growing");
        case Verdict::Leak:
            return QStringLiteral("verdict-leak");
        case Verdict::WarmingUp:
            return QStringLiteral("verdict-waiting");
        case Verdict::Inconclusive:
        case Verdict::FollowsHeap:
        case Verdict::NotMeasured:
            break;
    }
    return QStringLiteral("verdict-unknown");
}

}  // namespace leaktide::app
