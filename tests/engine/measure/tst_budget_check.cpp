#include <QtTest>

#include "engine/measure/budget_check.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

// 100 results: 97 answers of 1 to 97 ms, one of them an http error, 3 failures; 25 were never sent, 4 were
// late.
LoadInterval measured() {
    LoadInterval interval;
    interval.counters.requests = 100;
    interval.counters.ok = 96;
    interval.counters.httpErrors = 1;
    interval.counters.failed = 3;
    interval.counters.dropped = 25;
    interval.counters.late = 4;
    for (int ms = 1; ms <= 97; ++ms) {
        interval.serviceTime.record(std::chrono::milliseconds(ms));
        interval.responseTime.record(std::chrono::milliseconds(2 * ms));
    }
    return interval;
}

}  // namespace

class TestBudgetCheck : public QObject {
    Q_OBJECT

private slots:
    void eachFigure_data() {
        QTest::addColumn<QString>("holds");
        QTest::addColumn<QString>("breaks");
        QTest::newRow("response") << "p50<98.1ms"
                                  << "p50<97.9ms";
        QTest::newRow("largest") << "max<195ms"
                                 << "max<193ms";
        QTest::newRow("service") << "service_p50<49.1ms"
                                 << "service_p50<48.9ms";
        QTest::newRow("mean") << "service_mean<49.1ms"
                              << "service_avg<48.9ms";
        QTest::newRow("errors") << "errors<=4%"
                                << "errors<4%";
        QTest::newRow("dropped") << "dropped<=20%"
                                 << "dropped<20%";
        QTest::newRow("late") << "late<=4%"
                              << "late<4%";
        QTest::newRow("rate") << "rate>=50"
                              << "rate>50";
    }
    void eachFigure() {
        QFETCH(QString, holds);
        QFETCH(QString, breaks);
        const auto check = [](const QString& text) {
            return checkBudget(*parseBudget(text.toStdString()), measured(), 2.0);
        };
        QVERIFY2(check(holds).held, sentenceOf(check(holds)).c_str());
        QVERIFY2(!check(breaks).held, sentenceOf(check(breaks)).c_str());
    }

    void whatWasNotMeasuredNeverHolds() {
        for (const char* text : {"p99<1h", "service_mean<1h", "errors<=100%", "dropped<=100%"}) {
            const BudgetResult result = checkBudget(*parseBudget(text), LoadInterval(), 1.0);
            QVERIFY2(!result.held && !result.value, text);
        }
        QVERIFY(!allHeld(checkBudgets(*parseBudgets("p99<1h"), LoadInterval(), 1.0)));
        QVERIFY(allHeld({}));
    }
};

QTEST_GUILESS_MAIN(TestBudgetCheck)
#include "tst_budget_check.moc"
