// A snapshot as lines on one time axis.
#include <QTest>
#include <cmath>

#include "app/models/timeline.h"
#include "tests/app/records.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

const ChartData& chartNamed(const Timeline& timeline, const QString& id) {
    for (const ChartData& chart : timeline.charts) {
        if (chart.id == id) {
            return chart;
        }
    }
    qFatal("no chart %s", qPrintable(id));
}

}  // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void throughputIsPerSecond() {
        RunSnapshot snapshot = tests::midRun();
        snapshot.record.beats.back().durationS = 0.5;
        const Timeline timeline = timelineFrom(snapshot);
        const ChartLine& done = chartNamed(timeline, "throughput").lines.front();
        QCOMPARE(done.values.at(5), 1000.0);
        QCOMPARE(done.values.back(), 2000.0);  // 1000 in half a second
        QCOMPARE(done.keys.at(5), 5.5);        // the middle of its second
    }

    void errorsHaveALineOnlyWhenThereAreAny() {
        RunSnapshot snapshot = tests::midRun();
        QCOMPARE(chartNamed(timelineFrom(snapshot), "throughput").lines.size(), 1);
        snapshot.record.beats[4].counters.httpErrors = 3;
        QCOMPARE(chartNamed(timelineFrom(snapshot), "throughput").lines.size(), 2);
    }

    void unmeasuredLatencyIsAGap() {
        const Timeline timeline = timelineFrom(tests::midRun());
        const ChartData& latency = chartNamed(timeline, "latency");
        QCOMPARE(latency.lines.size(), 4);
        QVERIFY(std::isnan(latency.lines[0].values.at(0)));
        QCOMPARE(latency.lines[0].values.at(4), 2.0);
        QCOMPARE(latency.lines[1].values.at(4), 9.0);
    }

    void aPauseInReadingsIsAGap() {
        RunSnapshot snapshot = tests::midRun();
        auto& points = snapshot.record.signals[0].points;
        points.erase(points.begin() + 30, points.begin() + 70);
        const Timeline timeline = timelineFrom(snapshot);
        const ChartLine& line = chartNamed(timeline, "tasks").lines.front();
        QVERIFY(std::isnan(line.values.at(30)));
        QVERIFY(!valueAt(line, 5.0).has_value());
        QVERIFY(valueAt(line, 2.0).has_value());
    }

    void bandsMarksAndSpan() {
        const Timeline timeline = timelineFrom(tests::midRun());
        QCOMPARE(timeline.bands.size(), 2);
        QCOMPARE(timeline.bands[1].label, "Load");
        QCOMPARE(timeline.marks.front().text, "the target restarted");
        QCOMPARE(timeline.spanS, 30.0);
        QCOMPARE(timelineFrom(tests::ended()).spanS, 29.0);
    }

    void theThreeSignalsAlwaysHaveACanvas() {
        RunSnapshot snapshot = tests::midRun();
        snapshot.record.signals.clear();
        QCOMPARE(timelineFrom(snapshot).charts.size(), 5);
        QCOMPARE(emptyTimeline().charts.size(), 5);
    }

    void manyPointsAreBounded() {
        RunSnapshot snapshot = tests::midRun();
        snapshot.record.signals[0] = tests::rising(tests::tasksSpec(), 200000, 0, 1);
        const Timeline timeline = timelineFrom(snapshot);
        QVERIFY(chartNamed(timeline, "tasks").lines.front().keys.size() <= MaxPointsPerLine + 2);
    }

    void nearestValue() {
        const ChartLine line{"x", LineTone::Main, LineDash::Solid, {0, 1, 2}, {10, 20, 30}};
        QCOMPARE(valueAt(line, 1.2).value(), 20.0);
        QCOMPARE(valueAt(line, 1.8).value(), 30.0);
        QVERIFY(!valueAt(line, 9).has_value());
        QVERIFY(!valueAt({}, 1).has_value());
    }

    void ticks_data() {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("largest");
        QTest::addColumn<QString>("text");
        const double mib = 1024 * 1024;
        QTest::newRow("bytes") << int(AxisUnit::Bytes) << 64 * mib << 16 * mib << 80 * mib << "64 MiB";
        QTest::newRow("near bytes") << int(AxisUnit::Bytes) << 40.5 * mib << 0.5 * mib << 42 * mib
                                    << "40.5 MiB";
        QTest::newRow("items") << int(AxisUnit::Items) << 1500.0 << 500.0 << 2000.0 << "1,500";
        QTest::newRow("part of a ms") << int(AxisUnit::Milliseconds) << 0.25 << 0.05 << 0.5 << "0.25";
    }
    void ticks() {
        QFETCH(int, unit);
        QFETCH(double, value);
        QFETCH(double, step);
        QFETCH(double, largest);
        QTEST(tickText(static_cast<AxisUnit>(unit), value, step, largest), "text");
    }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
