// Collections counted from a heap alone: a fall is one, however many readings it takes, and noise is none.
#include <QTest>

#include "engine/probe/heap_falls.h"

using namespace leaktide;

class TestHeapFalls : public QObject {
    Q_OBJECT

private slots:
    void eachSawToothIsOneFall() {
        HeapFalls falls;
        double seen = 0;
        for (int tooth = 0; tooth < 5; ++tooth) {
            for (const double megabytes :
                 {10.0, 12.0, 14.0, 13.0, 11.0, 9.0}) {  // three readings of one fall
                seen = falls.add(megabytes * 1e6);
            }
        }
        QCOMPARE(seen, 5.0);
    }

    void noiseIsNone() {
        HeapFalls falls;
        double seen = 0;
        for (int i = 0; i < 100; ++i) {
            seen = falls.add(1e6 + (i % 2) * 60e3);  // less than 64 KiB
        }
        QCOMPARE(seen, 0.0);
        HeapFalls large;
        for (int i = 0; i < 100; ++i) {
            seen = large.add(10e9 + (i % 2) * 190e6);  // less than 2 %
        }
        QCOMPARE(seen, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestHeapFalls)
#include "tst_heap_falls.moc"
