#include <QTest>

#include "app/cli/progress_line.h"

using namespace leaktide;
using leaktide::app::progressLine;

namespace {

RunSnapshot loading() {
    RunSnapshot snapshot;
    snapshot.phase = Phase::Load;
    snapshot.elapsedS = 12;
    snapshot.totalS = 30;
    snapshot.progress = 0.426;
    snapshot.inFlight = 3;
    snapshot.record.totals.counters.requests = 24'012;
    snapshot.record.totals.counters.httpErrors = 2;
    Beat beat;
    beat.phase = Phase::Load;
    beat.durationS = 0.5;
    beat.counters.requests = 1000;
    beat.service = Beat::Latency{std::chrono::microseconds(410), {}, std::chrono::microseconds(1200), {}, {}};
    snapshot.record.beats.push_back(beat);
    SignalRecord tasks;
    tasks.spec = {"tasks", "Tasks", SignalUnit::Items, SignalRest::MustReturn, "task"};
    tasks.points = {{11, 20'000, 1204}};
    tasks.verdict.verdict = Verdict::Growing;
    snapshot.record.signals.push_back(tasks);
    return snapshot;
}

}  // namespace

class TestProgressLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatGoesOn();
    void fitsEveryWidth();
    void signalsStayLongest();
    void startsWithNothing();
};

void TestProgressLine::saysWhatGoesOn() {
    const QString line = QString::fromStdString(progressLine(loading(), 300, Colours::Off));
    for (const char* part : {"42 %", "load 18 s left", "24,012 done", "2,000/s", "p50 410 us", "p99 1.20 ms",
                             "errors 2", "in flight 3", "pool –", "tasks 1,204 growing", "heap –"}) {
        QVERIFY2(line.contains(part), qPrintable(line));
    }
    QVERIFY(!line.contains('\x1b') && !line.contains('\n'));
    QVERIFY(QString::fromStdString(progressLine(loading(), 300, Colours::On)).contains("\x1b[33mtasks"));
}

void TestProgressLine::fitsEveryWidth() {
    for (std::size_t width = 30; width < 200; ++width) {
        const QString line = QString::fromStdString(progressLine(loading(), width, Colours::Off));
        QVERIFY(static_cast<std::size_t>(line.size()) <= width);
        QVERIFY(!line.isEmpty());
    }
}

void TestProgressLine::signalsStayLongest() {
    const QString line = QString::fromStdString(progressLine(loading(), 80, Colours::Off));
    QVERIFY2(line.contains("tasks 1,204 growing") && line.contains("heap"), qPrintable(line));
    QVERIFY2(line.contains("2,000/s") && !line.contains("p50"), qPrintable(line));
}

void TestProgressLine::startsWithNothing() {
    const QString line = QString::fromStdString(progressLine(RunSnapshot(), 300, Colours::Off));
    QVERIFY(line.contains("0 %") && line.contains("starting") && line.contains("0 done"));
    QVERIFY(!line.contains("p50"));
}

QTEST_APPLESS_MAIN(TestProgressLine)
#include "tst_progress_line.moc"
