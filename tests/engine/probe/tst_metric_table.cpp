// Every row of the table of metrics against expositions of every dialect (tests/golden).
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/probe/metric_reader.h"

using namespace leaktide;

namespace {

std::string readGolden(const std::string& name) {
    std::ifstream file(LEAKTIDE_SOURCE_DIR "/tests/golden/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

nlohmann::json expectations() {
    return nlohmann::json::parse(readGolden("expected.json"));
}

}  // namespace

class TestMetricTable : public QObject {
    Q_OBJECT

private slots:
    void readsEachDialect_data() {
        QTest::addColumn<QString>("file");
        const auto all = expectations();
        for (const auto& [file, expected] : all.items()) {
            QTest::newRow(file.c_str()) << QString::fromStdString(file);
        }
    }
    void readsEachDialect() {
        QFETCH(QString, file);
        const auto expected = expectations()[file.toStdString()];
        MetricReader reader(metricTable());
        const auto gauges = reader.read(readGolden("expositions/" + file.toStdString()));
        QVERIFY2(gauges.ok(), gauges ? "" : gauges.error().message.c_str());
        const auto values = expected["values"].get<std::map<std::string, double>>();
        for (const auto& [signal, value] : values) {
            QVERIFY2(gauges->values.count(signal) == 1, (signal + " is missing").c_str());
            QVERIFY2(gauges->values.at(signal) == value,
                     (signal + " is " + QString::number(gauges->values.at(signal)).toStdString()).c_str());
        }
        for (const auto& [signal, value] : gauges->values) {
            QVERIFY2(values.count(signal) == 1, (signal + " was not expected").c_str());
        }
        const auto limits = expected.value("limits", std::map<std::string, double>());
        QVERIFY(gauges->limits == limits);
        QCOMPARE(gauges->gcCycles.has_value(), expected.contains("gc"));
        QVERIFY(!gauges->gcCycles || *gauges->gcCycles == expected["gc"].get<double>());
    }

    void everyRowIsSeenInSomeExposition_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < static_cast<int>(metricTable().size()); ++i) {
            const MetricRule& rule = metricTable()[static_cast<std::size_t>(i)];
            QTest::addRow("%d: %s", i, std::string(rule.expression).c_str()) << i;
        }
    }
    void everyRowIsSeenInSomeExposition() {
        QFETCH(int, row);
        const auto one = metricTable().subspan(static_cast<std::size_t>(row), 1);
        bool seen = false;
        bool limitSeen = one.front().limit.empty();
        const auto all = expectations();
        for (const auto& [file, expected] : all.items()) {
            MetricReader reader(one);
            const auto gauges = reader.read(readGolden("expositions/" + file));
            QVERIFY(gauges.ok());
            seen = seen || !gauges->values.empty() || gauges->gcCycles || gauges->identity ||
                   gauges->requestsServed;
            limitSeen = limitSeen || !gauges->limits.empty();
        }
        QVERIFY2(seen, "no golden exposition shows this metric");
        QVERIFY2(limitSeen, "no golden exposition shows this limit");
    }
};

QTEST_GUILESS_MAIN(TestMetricTable)
#include "tst_metric_table.moc"
