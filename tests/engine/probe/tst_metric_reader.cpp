#include <QtTest>

#include "engine/measure/signal.h"
#include "engine/probe/metric_expression.h"
#include "engine/probe/metric_reader.h"

using namespace leaktide;

class TestMetricReader : public QObject {
    Q_OBJECT

private slots:
    void everyRuleParsesAndNamesASignal() {
        for (const MetricRule& rule : metricTable()) {
            const auto expression = parseMetricExpression(rule.expression);
            QVERIFY2(expression.ok(), expression ? "" : expression.error().message.c_str());
            const bool ofASignal = rule.role == MetricRole::Value;
            QCOMPARE(!rule.signal.empty(), ofASignal);
        }
    }

    void sumsOverLabels() {
        MetricReader reader(metricTable());
        const auto gauges = reader.read("leaktide_tasks{kind=\"a\"} 3\nleaktide_tasks{kind=\"b\"} 4\n");
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->values.at("tasks"), 7.0);
    }

    void acceptsANamespaceButPrefersThePlainName() {
        MetricReader reader(metricTable());
        auto gauges = reader.read("myapp_process_open_fds 9\n");
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->values.at("fds"), 9.0);
        gauges = reader.read("a_process_open_fds 9\nb_process_open_fds 5\nprocess_open_fds 7\n");
        QCOMPARE(gauges->values.at("fds"), 7.0);
        gauges = reader.read("a_process_open_fds 9\nb_process_open_fds 5\n");
        QCOMPARE(gauges->values.at("fds"), 9.0);
    }

    void theFirstRuleStays() {
        MetricReader reader(metricTable());
        QCOMPARE(reader.read("go_memstats_heap_alloc_bytes 5\n")->values.at("heap_in_use"), 5.0);
        const auto both = reader.read("go_memstats_heap_alloc_bytes 5\ngo_memstats_heap_inuse_bytes 8\n");
        QCOMPARE(both->values.at("heap_in_use"), 5.0);
        QVERIFY(reader.read("go_memstats_heap_inuse_bytes 8\n")->values.count("heap_in_use") == 0);
    }

    void notANumberIsAGapAndAbsurdLimitsAreNone() {
        MetricReader reader(metricTable());
        const auto gauges = reader.read("go_goroutines NaN\nprocess_max_fds 1.8446744073709552e+19\n");
        QVERIFY(gauges.ok());
        QVERIFY(gauges->values.empty());
        QVERIFY(gauges->limits.empty());
    }

    void saysWhatItReads() {
        MetricReader reader(metricTable());
        QVERIFY(reader.read("go_goroutines 5\nx_process_open_fds 3\n").ok());
        const auto choices = reader.choices();
        QCOMPARE(choices.size(), std::size_t{2});
        QCOMPARE(choices[0].metrics, std::string("go_goroutines"));
        QCOMPARE(choices[0].dialect, std::string("Go"));
        QCOMPARE(choices[1].signal, std::string("fds"));
        QCOMPARE(choices[1].metrics, std::string("x_process_open_fds"));
    }
};

QTEST_GUILESS_MAIN(TestMetricReader)
#include "tst_metric_reader.moc"
