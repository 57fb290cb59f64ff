#include <QtTest>
#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/probe/metric_expression.h"
#include "engine/probe/series_list.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

namespace {

std::string golden(const std::string& name) {
    std::ifstream file(LEAKTIDE_SOURCE_DIR "/tests/golden/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const TargetSeries* find(const SeriesList& list, const std::string& metrics) {
    const auto found = std::find_if(list.series.begin(), list.series.end(),
                                    [&](const TargetSeries& one) { return one.metrics == metrics; });
    return found == list.series.end() ? nullptr : &*found;
}

}  // namespace

class TestSeriesList : public QObject {
    Q_OBJECT

private slots:
    void listsAnExpositionWithTypesAndMeanings() {
        const auto list = seriesOfExposition(golden("expositions/go_client_golang.txt"));
        QVERIFY(list.ok());
        const TargetSeries* goroutines = find(*list, "go_goroutines");
        QVERIFY(goroutines != nullptr);
        QCOMPARE(goroutines->type, std::string("gauge"));
        QCOMPARE(goroutines->help, std::string("Number of goroutines that currently exist."));
        QVERIFY(goroutines->value > 0);
        QVERIFY(find(*list, "go_gc_duration_seconds{quantile=\"0.5\"}") != nullptr);
        QCOMPARE(find(*list, "go_gc_duration_seconds_count")->type, std::string("summary"));
        for (const TargetSeries& one : list->series) {
            QVERIFY2(parseMetricExpression(one.metrics).ok(), one.metrics.c_str());
        }
    }

    void leavesOutWhatNoExpressionCanName() {
        const auto list = seriesOfExposition("a{b=\"say \\\"x\\\"\"} 1\n{\"a name\",b=\"c\"} 2\nfine 3\n");
        QVERIFY(list.ok());
        QCOMPARE(list->series.size(), std::size_t{1});
        QVERIFY(!seriesOfExposition("<html>").ok());
    }

    void listsTheNumbersOfExpvar() {
        const auto list = seriesOfExpvar(R"({"queue":{"depth":4,"name":"x"},"n":1,"bad key":2})");
        QVERIFY(list.ok());
        QCOMPARE(list->series.size(), std::size_t{2});
        QCOMPARE(find(*list, "queue.depth")->value, 4.0);
        QVERIFY(!seriesOfExpvar("[1]").ok());
    }

    void isBounded() {
        std::string text;
        for (int i = 0; i < 30000; ++i) {
            text += "a{b=\"" + std::to_string(i) + "\"} 1\n";
        }
        const auto list = seriesOfExposition(text);
        QVERIFY(list.ok() && list->cut);
        QCOMPARE(list->series.size(), std::size_t{20000});
        std::string deep = "1";
        for (int i = 0; i < 5000; ++i) {
            deep.insert(0, "{\"a\":") += "}";
        }
        QVERIFY(!seriesOfExpvar(deep).ok());
    }

    void looksBesideTheTarget() {
        SmallServer server;
        server.answer("/debug/vars", {200, R"({"memstats":{"HeapInuse":9}})"});
        Plan plan;
        plan.requests.emplace_back().url = server.url("/api");
        auto list = listSeries(plan);
        QVERIFY2(list.ok(), list ? "" : list.error().message.c_str());
        QCOMPARE(list->source, server.url("/debug/vars"));
        server.answer("/metrics", {200, "jobs 3\n"});
        list = listSeries(plan);
        QVERIFY(list.ok() && find(*list, "jobs") != nullptr);
        plan.requests.front().url = "http://127.0.0.1:1/";
        QVERIFY2(listSeries(plan).error().message.find("http://127.0.0.1:1/metrics") != std::string::npos,
                 listSeries(plan).error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestSeriesList)
#include "tst_series_list.moc"
