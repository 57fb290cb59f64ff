// How far a y axis reaches, and how few points are drawn.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/models/decimate.h"
#include "app/models/value_range.h"

using namespace leaktide::app;

class TestValueRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noiseStaysSmall() {
        // A heap of 40 MiB that trembles by 64 KiB must not fill the chart.
        const double mib = 1024 * 1024;
        const ValueRange range = rangeAround({true, 40 * mib, 40 * mib + 65536}, mib);
        QVERIFY(range.high - range.low >= 4 * mib);
        QVERIFY(range.low < 40 * mib && range.high > 40 * mib + 65536);
    }

    void growthFillsTheChart() {
        const ValueRange range = rangeAround({true, 10, 1010}, 10);
        QVERIFY(range.low <= 10 && range.low >= 0);
        QVERIFY(range.high >= 1010 && range.high < 1200);
    }

    void neverBelowZero() { QCOMPARE(rangeAround({true, 1, 3}, 10).low, 0.0); }

    void zeroStartsAtTheAxis() {
        QCOMPARE(rangeAround({true, 0, 100}, 10).low, 0.0);
        QCOMPARE(rangeFromZero({true, 400, 500}, 10).low, 0.0);
        QVERIFY(rangeFromZero({true, 400, 500}, 10).high > 500);
    }

    void emptyHasAnAxisToo() {
        QCOMPARE(rangeFromZero({}, 10), (ValueRange{0, 10}));
        QCOMPARE(rangeAround({}, 10), (ValueRange{0, 10}));
    }

    void extentIgnoresGapsAndWhatIsOutside() {
        const QVector<double> keys{0, 1, 2, 3, 4, 5};
        const QVector<double> values{99, 5, std::nan(""), 7, 6, -99};
        const ValueExtent extent = extentOf(keys, values, 1.5, 3.5);
        QVERIFY(extent.found);
        QCOMPARE(extent.low, 5.0);  // the neighbour at 1 is where the line enters
        QCOMPARE(extent.high, 7.0);
    }

    void decimationKeepsSpikesAndGaps() {
        QVector<double> keys;
        QVector<double> values;
        for (int i = 0; i < 100000; ++i) {
            keys.append(i);
            values.append(i == 54321 ? 1000 : i == 77777 ? std::numeric_limits<double>::quiet_NaN() : 1);
        }
        decimate(keys, values, 1500);
        QVERIFY(keys.size() <= 1502);
        QCOMPARE(keys.size(), values.size());
        QVERIFY(std::is_sorted(keys.begin(), keys.end()));
        QVERIFY(values.contains(1000));
        QVERIFY(std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }));
        QCOMPARE(keys.front(), 0.0);
        QCOMPARE(keys.back(), 99999.0);
    }

    void fewPointsStayAsTheyAre() {
        QVector<double> keys{1, 2, 3};
        QVector<double> values{4, 5, 6};
        decimate(keys, values, 1500);
        QCOMPARE(values, (QVector<double>{4, 5, 6}));
    }
};

QTEST_APPLESS_MAIN(TestValueRange)
#include "tst_value_range.moc"
