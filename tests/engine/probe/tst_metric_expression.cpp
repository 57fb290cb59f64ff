#include <QtTest>

#include "engine/probe/metric_expression.h"

using namespace leaktide;

class TestMetricExpression : public QObject {
    Q_OBJECT

private slots:
    void readsSumsAndDifferences() {
        const auto read = parseMetricExpression("a_total - b_idle{pool=\"x\", kind!=\"y\"} + c");
        QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->size(), std::size_t{3});
        QCOMPARE(read->at(1).metric, std::string("b_idle"));
        QCOMPARE(read->at(1).factor, -1.0);
        QCOMPARE(read->at(2).factor, 1.0);
        QVERIFY(read->at(1).passes({{"pool", "x"}}));
        QVERIFY(!read->at(1).passes({{"pool", "x"}, {"kind", "y"}}));
        QVERIFY(!read->at(1).passes({{"pool", "z"}}));
        QVERIFY(!read->at(1).passes({}));
    }

    void readsAlternatives() {
        const auto read = parseMetricExpression("m{pool=~\".*Old.*|Tenured|G1 .*|.*Gen\"}");
        QVERIFY(read.ok());
        const MetricTerm& term = read->front();
        for (const char* pool : {"PS Old Gen", "Old", "Tenured", "G1 Eden", "My Gen"}) {
            QVERIFY2(term.passes({{"pool", pool}}), pool);
        }
        for (const char* pool : {"", "Tenured Gens", "Eden G1 ", "old"}) {
            QVERIFY2(!term.passes({{"pool", pool}}), pool);
        }
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "1a", "a +", "a b", "a{", "a{b}", "a{b=}", "a{b=\"", "a{b=\"c\"", "a{=\"c\"}",
              "a{b=~\"(x|y)\"}", "a{b=~\"[\"}", "a,b", "{a=\"b\"}", "a{b\"c\"}"}) {
            QTest::newRow(text) << QString(text);
        }
    }
    void saysWhatIsWrong() {
        QFETCH(QString, text);
        const auto read = parseMetricExpression(text.toStdString());
        QVERIFY(!read.ok());
        QVERIFY(read.error().kind == ErrorKind::InvalidInput);
        QVERIFY(!read.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestMetricExpression)
#include "tst_metric_expression.moc"
