// What a number looks like on screen.
#include <QTest>

#include "app/models/number_text.h"
#include "tests/app/records.h"

using namespace leaktide;
using namespace leaktide::app;

class TestNumberText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void items_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("whole below ten") << 7.0 << "7";
        QTest::newRow("fraction below ten") << 1.754 << "1.75";
        QTest::newRow("from ten upwards whole") << 12.6 << "13";
        QTest::newRow("thousands") << 1234567.0 << "1,234,567";
        QTest::newRow("negative") << -1234.0 << "-1,234";
        QTest::newRow("not a number") << std::nan("") << "";
    }
    void items() {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(itemsText(value), text);
    }

    void perRequest() {
        const TrendVerdict verdict = tests::leakVerdict(0.02, 0.0198, 0.0202);
        QCOMPARE(perRequestText(tests::tasksSpec(), verdict), "0.0200 tasks per request");
        QCOMPARE(intervalText(tests::tasksSpec(), verdict), "95 % interval 0.0198 to 0.0202");
    }

    void bytesPerRequest() {
        const TrendVerdict verdict = tests::leakVerdict(4198.4, 4096, 4300);
        QCOMPARE(perRequestText(tests::heapSpec(), verdict), "4.1 KiB per request");
        QCOMPARE(intervalText(tests::heapSpec(), verdict), "95 % interval 4.0 KiB to 4.2 KiB");
    }

    void growthWithTimeIsToldPerHour() {
        TrendVerdict verdict = tests::leakVerdict(1024, 1000, 1048);
        verdict.counter = "seconds";
        QCOMPARE(perRequestText(tests::heapSpec(), verdict), "3.5 MiB per hour");
    }

    void oneIsSingular() {
        QCOMPARE(nounText(tests::tasksSpec(), 1), "task");
        QCOMPARE(nounText(tests::tasksSpec(), 0.02), "tasks");
    }

    void nothingMeasuredSaysNothing() {
        QVERIFY(perRequestText(tests::tasksSpec(), {}).isEmpty());
        QVERIFY(intervalText(tests::tasksSpec(), {}).isEmpty());
        QVERIFY(detectableText(tests::tasksSpec(), {}).isEmpty());
    }

    void detectable() {
        TrendVerdict verdict;
        verdict.detectableAbove = 12;
        QCOMPARE(detectableText(tests::heapSpec(), verdict),
                 "A leak above 12 B per request would have shown.");
    }
};

QTEST_APPLESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
