#include "app/models/evidence_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

#include "app/models/number_text.h"

namespace leaktide::app {

namespace {

// The patterns of engine/trend/patterns.cpp, engine/probe/probe_words.cpp and
// engine/profile/profile_words.cpp, named here for the translators; a test holds them equal.
[[maybe_unused]] constexpr std::array PatternsToTranslate{
    QT_TRANSLATE_NOOP("Evidence", "%1 of %2 readings under load; too few to judge."),
    QT_TRANSLATE_NOOP("Evidence", "No growth."),
    QT_TRANSLATE_NOOP("Evidence", "No growth. A leak above %1 would have shown."),
    QT_TRANSLATE_NOOP("Evidence", "Growing by %1 for %2."),
    QT_TRANSLATE_NOOP("Evidence", "Growing by %1 for %2. Not yet told from a warm-up."),
    QT_TRANSLATE_NOOP("Evidence", "Grew until %1, then stopped."),
    QT_TRANSLATE_NOOP("Evidence", "It moved with the load and was back at its level after the drain."),
    QT_TRANSLATE_NOOP("Evidence", "Grew by %1 with the load and gave it back in the drain."),
    QT_TRANSLATE_NOOP("Evidence",
                      "The load kept changing, so that growth with requests cannot be told from growth with "
                      "the rate. Repeat it at a constant rate."),
    QT_TRANSLATE_NOOP(
        "Evidence",
        "Still growing by %1, but without a drain it cannot be told what would have been given back."),
    QT_TRANSLATE_NOOP("Evidence", "Still growing by %1, but there are only %2 readings under load."),
    QT_TRANSLATE_NOOP("Evidence", "Still growing by %1, but %2."),
    QT_TRANSLATE_NOOP("Evidence", "It may be growing, by %1: too little of it was seen."),
    QT_TRANSLATE_NOOP("Evidence", "Still growing by %1, but a slow warm-up is not excluded."),
    QT_TRANSLATE_NOOP("Evidence", "Run %1 times longer to decide."),
    QT_TRANSLATE_NOOP("Evidence",
                      "Leak: %1. %2 of %3 stretches ended higher than all before, %4, and a cache that fills "
                      "would need more than %5 times this run to look so straight."),
    QT_TRANSLATE_NOOP("Evidence", "The target does not show this signal."),
    QT_TRANSLATE_NOOP("Evidence", "The target does not show %1."),
    QT_TRANSLATE_NOOP("Evidence", "There are no requests in the file: growth is told per second."),
    QT_TRANSLATE_NOOP("Evidence", "what was left was still being given back when the drain ended"),
    QT_TRANSLATE_NOOP("Evidence", "the target has not collected its garbage since the load"),
    QT_TRANSLATE_NOOP("Evidence", "the target did not collect its garbage in the second half of the load"),
    QT_TRANSLATE_NOOP("Evidence",
                      "the target collected its garbage only once or twice in the second half of the load"),
    QT_TRANSLATE_NOOP(
        "Evidence",
        "resident memory holds garbage too, which the runtime has not collected: load it in two "
        "cycles, or let the target show its heap"),
    QT_TRANSLATE_NOOP("Evidence", "%1 still falls %2 after the load; no more is waited for"),
    QT_TRANSLATE_NOOP("Evidence",
                      "%1 %2 were left with no request in flight, %3 above the level before the load."),
    QT_TRANSLATE_NOOP("Evidence", "The limit of %1 is reached."),
    QT_TRANSLATE_NOOP("Evidence", "At this rate the limit of %1 is reached in %2 (%3 to %4)."),
    QT_TRANSLATE_NOOP("Evidence",
                      "RSS grew by %1, heap in use by %2: %3 are kept by the allocator, not by the program."),
    QT_TRANSLATE_NOOP("Evidence",
                      "RSS grew by %1, heap in use by %2: it follows the heap, which is judged itself."),
    QT_TRANSLATE_NOOP("Evidence", "RSS grew by no more than %1; heap in use is judged itself."),
    QT_TRANSLATE_NOOP("Evidence", "Too few readings yet to set RSS against heap in use."),
    QT_TRANSLATE_NOOP("Evidence", "Leak: %1, from drain to drain. After each drain it stood higher: %2."),
    QT_TRANSLATE_NOOP("Evidence",
                      "It grew with each load and gave it back. After the drains it stood at %1."),
    QT_TRANSLATE_NOOP("Evidence", "After the drains it stood at %1."),
    QT_TRANSLATE_NOOP("Evidence", "Requests and time went in step, so that this may as well be %1 of load."),
    QT_TRANSLATE_NOOP("Evidence", "%1: %2."),
    QT_TRANSLATE_NOOP("Evidence", "%1 come whatever is sent."),
    QT_TRANSLATE_NOOP("Evidence", "Not decided for %1: %2."),
    QT_TRANSLATE_NOOP("Evidence", "The other request: none."),
    QT_TRANSLATE_NOOP("Evidence", "The other %1 requests: none."),
    QT_TRANSLATE_NOOP("Evidence", "No single request is to blame beyond doubt: run longer."),
    QT_TRANSLATE_NOOP("Evidence",
                      "Which request it grows with cannot be told: too few readings, or the requests were "
                      "not sent as often as they were meant to be."),
    QT_TRANSLATE_NOOP("Evidence", "%1: growing since %2 s, withdrawn at %3 s"),
    QT_TRANSLATE_NOOP("Evidence", "a verdict is undecided: the load goes on, %1 times the planned length"),
    QT_TRANSLATE_NOOP(
        "Evidence",
        "the load of %1 is short: by the noise of the baseline a leak of %3 would show in %2 after "
        "%4 at this rate"),
    QT_TRANSLATE_NOOP("Evidence",
                      "by the noise of the baseline, a leak of %2 would show in %1 after %3 at this rate"),
    QT_TRANSLATE_NOOP("Evidence", "no signal leaks: there is no request to name"),
    QT_TRANSLATE_NOOP("Evidence", "no leak is certain yet, so that no request is named: run longer"),
    QT_TRANSLATE_NOOP("Evidence", "all of it was still there after the drain"),
    QT_TRANSLATE_NOOP("Evidence", "%1 of it was still there after the drain"),
    QT_TRANSLATE_NOOP("Evidence", "%1 per %2"),
    QT_TRANSLATE_NOOP("Evidence", "%1 %2 per %3"),
    QT_TRANSLATE_NOOP("Evidence", "%1 (%2 to %3)"),
    QT_TRANSLATE_NOOP("Evidence", "%1 %2"),
    QT_TRANSLATE_NOOP("Evidence", "%1 %"),
    QT_TRANSLATE_NOOP("Evidence", "%1 s"),
    QT_TRANSLATE_NOOP("Evidence", "%1 min %2 s"),
    QT_TRANSLATE_NOOP("Evidence", "%1 h %2 min"),
    QT_TRANSLATE_NOOP("Evidence", "%1 days"),
    QT_TRANSLATE_NOOP("Evidence", "the bundled server's stats at %1"),
    QT_TRANSLATE_NOOP("Evidence", "Prometheus text at %1: %2"),
    QT_TRANSLATE_NOOP("Evidence", "expvar at %1"),
    QT_TRANSLATE_NOOP("Evidence", "pprof at %1"),
    QT_TRANSLATE_NOOP("Evidence", "/proc of %1"),
    QT_TRANSLATE_NOOP("Evidence", "/proc of %1, which listens on port %2"),
    QT_TRANSLATE_NOOP("Evidence", "/proc of %1 and %3 more, which listen on port %2"),
    QT_TRANSLATE_NOOP("Evidence", "not seen yet: %1"),
    QT_TRANSLATE_NOOP("Evidence", "%1 readings, %2 ms and %3 each"),
    QT_TRANSLATE_NOOP("Evidence", "%1 readings, %2 ms and %3 each, %4 failed"),
    QT_TRANSLATE_NOOP("Evidence", "garbage collected before %1 of them, %2 ms each"),
    QT_TRANSLATE_NOOP("Evidence", "passed over %1: %2"),
    QT_TRANSLATE_NOOP("Evidence", "answered %1"),
    QT_TRANSLATE_NOOP("Evidence", "answered %1; a header of the probe may open it"),
    QT_TRANSLATE_NOOP("Evidence", "a web page, no metrics"),
    QT_TRANSLATE_NOOP("Evidence", "nothing readable: %1"),
    QT_TRANSLATE_NOOP("Evidence", "no probe, as asked"),
    QT_TRANSLATE_NOOP("Evidence", "profiles: %1"),
    QT_TRANSLATE_NOOP("Evidence", "no profiles: %1"),
    QT_TRANSLATE_NOOP("Evidence", "The profiles show no more %1 than before."),
    QT_TRANSLATE_NOOP(
        "Evidence",
        "The heap profile samples one allocation in %1; its growth of %2 is too small to name a stack."),
    QT_TRANSLATE_NOOP("Evidence", "%1 of %2 new %3 was allocated in %4."),
    QT_TRANSLATE_NOOP("Evidence", "%1 of %2 new %3 were allocated in %4."),
    QT_TRANSLATE_NOOP("Evidence", "%1 of %2 new %3 wait in %4."),
    QT_TRANSLATE_NOOP("Evidence", "%1 of %2 new %3 are in %4."),
    QT_TRANSLATE_NOOP("Evidence", "an unknown place"),
    QT_TRANSLATE_NOOP("Evidence", "The profiles account for %1 of the %2 measured."),
    QT_TRANSLATE_NOOP("Evidence", "heap"),
    QT_TRANSLATE_NOOP("Evidence", "objects"),
    QT_TRANSLATE_NOOP("Evidence", "goroutines"),
    QT_TRANSLATE_NOOP("Evidence", "Pool in use"),
    QT_TRANSLATE_NOOP("Evidence", "Tasks"),
    QT_TRANSLATE_NOOP("Evidence", "Heap in use"),
    QT_TRANSLATE_NOOP("Evidence", "Heap allocated"),
    QT_TRANSLATE_NOOP("Evidence", "Resident memory"),
    QT_TRANSLATE_NOOP("Evidence", "File descriptors"),
    QT_TRANSLATE_NOOP("Evidence", "Threads"),
    QT_TRANSLATE_NOOP("Evidence", "Open connections"),
    QT_TRANSLATE_NOOP("Evidence", "Database connections in use"),
    QT_TRANSLATE_NOOP("Evidence", "Buffers in use"),
    QT_TRANSLATE_NOOP("Evidence", "item"),
    QT_TRANSLATE_NOOP("Evidence", "items"),
    QT_TRANSLATE_NOOP("Evidence", "pool object"),
    QT_TRANSLATE_NOOP("Evidence", "pool objects"),
    QT_TRANSLATE_NOOP("Evidence", "task"),
    QT_TRANSLATE_NOOP("Evidence", "tasks"),
    QT_TRANSLATE_NOOP("Evidence", "descriptor"),
    QT_TRANSLATE_NOOP("Evidence", "descriptors"),
    QT_TRANSLATE_NOOP("Evidence", "thread"),
    QT_TRANSLATE_NOOP("Evidence", "threads"),
    QT_TRANSLATE_NOOP("Evidence", "connection"),
    QT_TRANSLATE_NOOP("Evidence", "connections"),
    QT_TRANSLATE_NOOP("Evidence", "database connection"),
    QT_TRANSLATE_NOOP("Evidence", "database connections"),
    QT_TRANSLATE_NOOP("Evidence", "buffer"),
    QT_TRANSLATE_NOOP("Evidence", "buffers"),
    QT_TRANSLATE_NOOP("Evidence", "request"),
    QT_TRANSLATE_NOOP("Evidence", "requests"),
    QT_TRANSLATE_NOOP("Evidence", "failed request"),
    QT_TRANSLATE_NOOP("Evidence", "failed requests"),
    QT_TRANSLATE_NOOP("Evidence", "aborted request"),
    QT_TRANSLATE_NOOP("Evidence", "aborted requests"),
    QT_TRANSLATE_NOOP("Evidence", "second"),
    QT_TRANSLATE_NOOP("Evidence", "the target restarted; its series begin anew"),
    QT_TRANSLATE_NOOP("Evidence", "a reading failed: %1"),
    QT_TRANSLATE_NOOP("Evidence", "rate set to %1 per second"),
    QT_TRANSLATE_NOOP("Evidence", "the rate stays as it is: the search sets it"),
    QT_TRANSLATE_NOOP("Evidence",
                      "the rate stays as it is: only a load with a constant rate has one to change"),
    QT_TRANSLATE_NOOP("Evidence", "this client is not the limit any more"),
    QT_TRANSLATE_NOOP("Evidence", "profiles taken as %1: %2"),
    QT_TRANSLATE_NOOP("Evidence", "profiles of %1: %2"),
    QT_TRANSLATE_NOOP("Evidence", "seconds")};

std::string inThisLanguage(const std::string& pattern) {
    return QCoreApplication::translate("Evidence", pattern.c_str()).toStdString();
}

}  // namespace

QString saidText(const Phrase& phrase) {
    return qt(worded(phrase, inThisLanguage));
}

QString saidText(const Phrases& phrases) {
    QString text;
    for (const Phrase& phrase : phrases) {
        const bool blank = !text.isEmpty() && !text.endsWith(QChar(0x3002));  // the full stop of Chinese
        text += (blank ? QStringLiteral(" ") : QString()) + saidText(phrase);
    }
    return text;
}

QString saidText(const Phrases& phrases, const QString& between) {
    QStringList said;
    for (const Phrase& phrase : phrases) {
        said += saidText(phrase);
    }
    return said.join(between);
}

}  // namespace leaktide::app
