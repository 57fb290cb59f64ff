// The progress bar and the status bar in words.
#include <QTest>

#include "app/models/run_progress.h"
#include "app/models/status_figures.h"
#include "tests/app/records.h"

using namespace leaktide;
using namespace leaktide::app;

class TestRunProgress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void segmentsAddUp() {
        Plan plan;
        plan.load.duration = std::chrono::hours(5);  // baseline and drain must still be seen
        const auto segments = segmentsOf(plan, Idling::Planned);
        QCOMPARE(segments.size(), 3);
        double sum = 0;
        for (const ProgressSegment& segment : segments) {
            sum += segment.share;
            QVERIFY(segment.share > 0.03);
        }
        QVERIFY(qFuzzyCompare(sum, 1.0));
        plan.phases.cycles = 3;
        QCOMPARE(segmentsOf(plan, Idling::Planned).size(), 7);
        QCOMPARE(segmentsOf(plan, Idling::None).size(), 3);
    }

    void theBarKeepsStepWithThePhases() {
        Plan plan;
        plan.load.duration = std::chrono::hours(5);
        const auto segments = segmentsOf(plan, Idling::Planned);
        double whole = 0;
        for (const ProgressSegment& segment : segments) {
            whole += segment.seconds;
        }
        const double baselineEnds = segments.front().seconds / whole;
        QVERIFY(std::abs(placeOnBar(segments, baselineEnds) - segments.front().share) < 1e-6);
        QCOMPARE(placeOnBar(segments, 0), 0.0);
        QCOMPARE(placeOnBar(segments, 1), 1.0);
    }

    void timeLeft() {
        const RunProgress progress = progressOf(tests::midRun());
        QCOMPARE(progress.phaseText, "Load");
        QCOMPARE(progress.timeText, "20 s left");
        QVERIFY(progress.running);
        RunSnapshot cycles = tests::midRun();
        cycles.cycle = 2;
        cycles.record.plan.phases.cycles = 3;
        QCOMPARE(progressOf(cycles).phaseText, "Load · cycle 2 of 3");
    }

    void theEndIsSaid() {
        RunSnapshot snapshot = tests::ended();
        QCOMPARE(progressOf(snapshot).phaseText, "Finished");
        QCOMPARE(progressOf(snapshot).timeText, "29 s in all");
        snapshot.record.stopReason = StopReason::TargetLost;
        snapshot.record.stopDetail = "the target was ended by signal 9 4.0 s into the run";
        QCOMPARE(progressOf(snapshot).phaseText, "Stopped");
        QVERIFY(endSentence(snapshot).contains("signal 9"));
        QVERIFY(endSentence(tests::midRun()).isEmpty());
    }

    void clocks_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 14.2 << "14 s";
        QTest::newRow("minutes") << 65.0 << "1 min 05 s";
        QTest::newRow("hours") << 3725.0 << "1 h 02 min";
        QTest::newRow("below zero") << -1.0 << "0 s";
    }
    void clocks() {
        QFETCH(double, seconds);
        QTEST(clockText(seconds), "text");
    }

    void statusBar() {
        const StatusFigures figures = statusFiguresOf(tests::midRun());
        QCOMPARE(figures.done, "8,000");
        QCOMPARE(figures.rate, "1,000/s");
        QCOMPARE(figures.p50, "2.00 ms");
        QCOMPARE(figures.errors, "0");
        QCOMPARE(figures.inFlight, "4");
        QVERIFY(!figures.troubled);
    }

    void troubleIsCounted() {
        RunSnapshot snapshot = tests::midRun();
        LoadCounters& counters = snapshot.record.totals.counters;
        counters.httpErrors = 30;
        counters.statuses[503] = 30;
        counters.failed = 10;
        counters.failures[static_cast<std::size_t>(FailureKind::Reset)] = 10;
        const StatusFigures figures = statusFiguresOf(snapshot);
        QCOMPARE(figures.errors, "40 (0.50 %)");
        QVERIFY(figures.troubled);
        const QString lines = troubleText(snapshot.record);
        QVERIFY2(lines.contains("30 × status 503"), qPrintable(lines));
        QVERIFY2(lines.startsWith("10 × "), qPrintable(lines));
    }
};

QTEST_APPLESS_MAIN(TestRunProgress)
#include "tst_run_progress.moc"
