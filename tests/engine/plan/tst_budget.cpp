// The grammar of budgets, and what each allows.
#include <QtTest>

#include "engine/plan/budget.h"

using namespace leaktide;

class TestBudget : public QObject {
    Q_OBJECT

private slots:
    void isRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("figure");
        QTest::addColumn<double>("quantile");
        QTest::addColumn<double>("limit");
        const auto row = [](const char* text, Budget::Figure figure, double quantile, double limit) {
            QTest::newRow(text) << text << static_cast<int>(figure) << quantile << limit;
        };
        using enum Budget::Figure;
        row("p99<50ms", ResponseTime, 0.99, 50e6);
        row(" p99.9 <= 1.5s ", ResponseTime, 0.999, 1.5e9);
        row("p(95)<200", ResponseTime, 0.95, 200e6);
        row("max<1s", ResponseTime, 1, 1e9);
        row("med<3ms", ResponseTime, 0.5, 3e6);
        row("service_p50<800us", ServiceTime, 0.5, 800e3);
        row("errors<1%", ErrorShare, 0.99, 0.01);
        row("errors<=0.001", ErrorShare, 0.99, 0.001);
        row("dropped<0.5%", DroppedShare, 0.99, 0.005);
        row("late<5%", LateShare, 0.99, 0.05);
        row("rate>300/1m", Rate, 0.99, 5);
    }
    void isRead() {
        QFETCH(QString, text);
        QFETCH(int, figure);
        QFETCH(double, quantile);
        QFETCH(double, limit);
        const auto budget = parseBudget(text.toStdString());
        QVERIFY2(budget.ok(), budget.ok() ? "" : budget.error().message.c_str());
        QCOMPARE(static_cast<int>(budget->figure), figure);
        QVERIFY(std::abs(budget->quantile - quantile) < 1e-12);
        QVERIFY2(std::abs(budget->limit - limit) <= 1e-9 * limit, qPrintable(QString::number(budget->limit)));
        QCOMPARE(QString::fromStdString(budget->text), QString(text).remove(' '));
    }

    void isRefused() {
        for (const char* text : {"", "p99", "p99<", "p99<50", "p101<1s", "p0<1s", "q99<1s", "errors<2",
                                 "errors<-1%", "p99<50ms<60ms", "rate>fast", "<1s", "p1x<1s", "errors<1ms"}) {
            const auto budget = parseBudget(text);
            QVERIFY2(!budget.ok(), text);
            QVERIFY(budget.error().kind == ErrorKind::InvalidInput);
        }
        QVERIFY(!parseBudgets("p99<50ms,").ok());
        QVERIFY(!parseBudgets("").ok());
    }

    void severalAtOnce() {
        const auto budgets = parseBudgets("p99<50ms, errors<1%,service_max<2s");
        QVERIFY(budgets.ok());
        QCOMPARE(joined(*budgets), std::string("p99<50ms, errors<1%, service_max<2s"));
    }

    void comparesAsWritten() {
        QVERIFY(!parseBudget("errors<1%")->allows(0.01));
        QVERIFY(parseBudget("errors<=1%")->allows(0.01));
        QVERIFY(parseBudget("rate>=100")->allows(100));
        QVERIFY(!parseBudget("rate>100")->allows(100));
        QVERIFY(parseBudget("p50<1ms")->allows(999'999));
    }

    void valuesArePlain() {
        QCOMPARE(describeValue(*parseBudget("p99<1s"), 48.2e6), std::string("48.2 ms"));
        QCOMPARE(describeValue(*parseBudget("errors<1%"), 0.0031), std::string("0.310 %"));
        QCOMPARE(describeValue(*parseBudget("rate>1"), 1980), std::string("1980/s"));
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
