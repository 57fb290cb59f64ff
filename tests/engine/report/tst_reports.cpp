#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <clocale>
#include <cmath>
#include <cstdio>
#include <limits>

#include "csv_reader.h"
#include "engine/report/csv_report.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/junit_report.h"
#include "engine/report/svg_chart.h"
#include "engine/report/text_report.h"
#include "tests/engine/store/sample_record.h"

using leaktide::testing::Canary;
using leaktide::testing::readCsv;
using leaktide::testing::sampleRecord;

namespace {

QJsonObject jsonOf(const leaktide::RunRecord& record) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(leaktide::jsonReport(record))).object();
}

}  // namespace

class TestReports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonSchema();
    void jsonOfAnEmptyRun();
    void textIsForPeople();
    void junitIsXml();
    void failOnDecides();
    void htmlStandsAlone();
    void chartsAreDrawnForAnyData();
    void theLocaleChangesNothing();
    void secretsNeverLeave();
    void peersCannotSteerTheTerminal();
};

void TestReports::jsonSchema() {
    const QJsonObject run = jsonOf(sampleRecord());
    QCOMPARE(run["schema"].toString(), QString("leaktide.run/1"));
    QCOMPARE(run["started_at"].toString(), QString("2023-11-14T22:13:20.123Z"));
    QCOMPARE(run["stop"]["reason"].toString(), QString("target_lost"));
    const QJsonObject load = run["load"].toObject();
    QCOMPARE(load["requests"].toInt(), 1000);
    QCOMPARE(load["ok"].toInt(), 990);
    QCOMPARE(load["http_errors"].toInt(), 7);
    QCOMPARE(load["failed"].toInt(), 3);
    QCOMPARE(load["attempts"].toInt(), 1001);
    QCOMPARE(load["dropped"].toInt(), 250);
    QCOMPARE(load["statuses"]["503"].toInt(), 3);
    QCOMPARE(load["failed_checks"]["latency<2s"].toInt(), 1);
    QCOMPARE(load["errors"].toObject().keys(),
             QStringList{QString::fromUtf8(leaktide::nameOf(leaktide::FailureKind::Reset).data())});
    QCOMPARE(load["requests_per_s"].toDouble(), 2000.0);
    const double p50 = load["service_time_us"]["p50"].toDouble();
    QVERIFY2(p50 >= 499 && p50 <= 502, qPrintable(QString::number(p50)));
    for (const char* key : {"p50", "p90", "p95", "p99", "p999", "max", "mean"}) {
        QVERIFY(load["service_time_us"][key].isDouble() && load["response_time_us"][key].isDouble());
    }
    const QJsonObject tasks = run["signals"][0].toObject();
    QCOMPARE(tasks["name"].toString(), QString("tasks"));
    QCOMPARE(tasks["unit"].toString(), QString("items"));
    QCOMPARE(tasks["verdict"].toString(), QString("leak"));
    QCOMPARE(tasks["per_request"]["low"].toDouble(), 0.0198);
    QVERIFY(!tasks["evidence"].toString().isEmpty());
    const QJsonObject slow = run["slowest"][0].toObject();
    QCOMPARE(slow["trace_id"].toString(), QString("4bf92f3577b34da6a3ce929d0e0e4736"));
    QCOMPARE(slow["target"].toString(), QString("/json?token=***&a=b"));
    QCOMPARE(slow["due_s"].toDouble(), 1.1);
    QCOMPARE(slow["done_s"].toDouble(), 1.902);
    QVERIFY(slow["status"].toInt() == 200 && slow["failure"].isNull());
    QCOMPARE(run["failed_samples"].toArray().size(), 2);
    QCOMPARE(run["failed_samples"][0]["failure"].toString(), QString("check_failed"));
    QCOMPARE(run["failed_samples"][1]["status"].toInt(), 503);
    QCOMPARE(run["plan"]["load"]["rate"].toString(), QString("7/4000000000ns"));
}

void TestReports::jsonOfAnEmptyRun() {
    const QJsonObject run = jsonOf(leaktide::RunRecord());
    QVERIFY(run["load"]["service_time_us"]["p50"].isNull());
    QVERIFY(run["load"]["requests_per_s"].isNull());
    QCOMPARE(run["load"]["requests"].toInt(-1), 0);
    QVERIFY(run["signals"].toArray().isEmpty());
    QVERIFY(!leaktide::textReport(leaktide::RunRecord(), leaktide::Colours::Off).empty());
    QCOMPARE(readCsv(leaktide::timelineCsv(leaktide::RunRecord()))->size(), 1U);
}

void TestReports::textIsForPeople() {
    const QString text = QString::fromStdString(leaktide::textReport(sampleRecord(), leaktide::Colours::Off));
    for (const char* part :
         {"LEAK", "Tasks", "0.0200 tasks per request", "1,000 results", "p99.9", "500 × 4", "stable",
          "Heap in use", "20 tasks were left", "GET /json?token=***&a=b", "check latency<2s not passed × 1",
          "801 ms  200", "sent at 1.101 s, trace 4bf92f3577b34da6a3ce929d0e0e4736"}) {
        // Sentences are wrapped, tables are not.
        QVERIFY2(text.contains(part) || text.simplified().contains(part),
                 qPrintable(QString(part) + " is missing in\n" + text));
    }
    QVERIFY(!text.contains('\x1b'));
    QVERIFY(QString::fromStdString(leaktide::textReport(sampleRecord(), leaktide::Colours::On))
                .contains("\x1b[1;31mLEAK"));
}

void TestReports::junitIsXml() {
    auto record = sampleRecord();
    record.plan.name = "a<b>&\"'\x01";
    QXmlStreamReader xml(QString::fromStdString(leaktide::junitReport(record, leaktide::FailOn::Leak)));
    QStringList cases;
    QStringList failures;
    int errors = 0;
    QString counts;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        const auto attributes = xml.attributes();
        if (xml.name() == QString("testsuite")) {
            for (const char* name : {"tests", "failures", "errors", "skipped"}) {
                counts += attributes.value(name).toString() + " ";
            }
        } else if (xml.name() == QString("testcase")) {
            cases << attributes.value("name").toString();
        } else if (xml.name() == QString("failure")) {
            failures << attributes.value("message").toString();
        }
        errors += xml.name() == QString("error") ? 1 : 0;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, (QStringList{"target", "tasks", "heap_in_use"}));
    QCOMPARE(counts, QString("3 1 1 0 "));
    QCOMPARE(errors, 1);
    QVERIFY(failures.size() == 1 && failures.front().contains("Each request leaves 0.02 tasks behind"));
}

void TestReports::failOnDecides() {
    using leaktide::FailOn;
    auto record = sampleRecord();
    QVERIFY(leaktide::anyFails(record, FailOn::Leak) && !leaktide::anyFails(record, FailOn::Nothing));
    record.signals.front().verdict.verdict = leaktide::Verdict::GrowingUndecided;
    QVERIFY(!leaktide::anyFails(record, FailOn::Leak) && leaktide::anyFails(record, FailOn::Undecided));
    QVERIFY(leaktide::junitReport(record, FailOn::Leak).find("<skipped") != std::string::npos);
    QVERIFY(leaktide::junitReport(record, FailOn::Undecided).find("<failure") != std::string::npos);
    QVERIFY(leaktide::failOnFromWord("none") == FailOn::Nothing && !leaktide::failOnFromWord("never"));
}

void TestReports::htmlStandsAlone() {
    auto record = sampleRecord();
    record.plan.name = "<script>alert(1)</script>";
    const QString page = QString::fromStdString(leaktide::htmlReport(record));
    for (const char* part : {"&lt;script&gt;", "class=\"card bad\"", "0.0200 tasks per request",
                             "Heap in use", "<svg", "status 503", "At 1.5 s", "Content-Security-Policy",
                             "The slowest requests", "<td>4bf92f3577b34da6a3ce929d0e0e4736</td>"}) {
        QVERIFY2(page.contains(part), part);
    }
    for (const char* part : {"<script", "src=", "href=", "@import", "{{", "}}"}) {
        QVERIFY2(!page.contains(part), part);
    }
    QVERIFY(!leaktide::htmlReport(leaktide::RunRecord()).empty());
}

void TestReports::chartsAreDrawnForAnyData() {
    const auto drawn = [](std::vector<leaktide::ChartPoint> points, double endS) {
        leaktide::Chart chart;
        chart.format = [](double value) { return QString::number(value).toStdString(); };
        chart.endS = endS;
        chart.lines = {{"a", std::move(points)}};
        chart.limit = 7;
        return QString::fromStdString(leaktide::svgChart(chart));
    };
    const double inf = std::numeric_limits<double>::infinity();
    for (const QString& svg :
         {drawn({}, 0), drawn({{0, 0}}, 1), drawn({{0, 5}, {1, 5}}, 1), drawn({{0, -3}, {1, -1}}, 1),
          drawn({{0, 1e300}, {1, 1e-300}}, 1), drawn({{0, inf}, {1, -inf}, {2, std::nan("")}}, 2),
          drawn({{0, 1}, {1, std::nullopt}, {2, 1}}, 2), drawn({{0, 1e15}, {1, 1e15 + 1}}, 1e7)}) {
        QXmlStreamReader xml(svg);
        while (!xml.atEnd()) {
            xml.readNext();
        }
        QVERIFY2(!xml.hasError(), qPrintable(svg));
        QVERIFY2(!svg.contains("nan") && !svg.contains("inf"), qPrintable(svg));
        QVERIFY(svg.size() < 20'000);
    }
    QCOMPARE(drawn({{0, 1}, {1, std::nullopt}, {2, 1}}, 2).count('M'), 2);  // a gap lifts the pen
    std::vector<leaktide::ChartPoint> many;
    for (int i = 0; i < 100'000; ++i) {
        many.push_back({i * 0.1, i == 50'000 ? 1000.0 : 1.0});
    }
    const QString svg = drawn(many, 10'000);
    QVERIFY(svg.size() < 40'000);
    QVERIFY(svg.contains(">1000<"));  // the spike was not thinned away
}

// de_DE writes 1,5; made here from its source, so that no machine must have it installed.
void TestReports::theLocaleChangesNothing() {
    const auto everything = [] {
        const auto record = sampleRecord();
        return leaktide::timelineCsv(record) + leaktide::signalsCsv(record) + leaktide::errorsCsv(record) +
               leaktide::jsonReport(record) + leaktide::textReport(record, leaktide::Colours::Off) +
               leaktide::htmlReport(record) + leaktide::junitReport(record, leaktide::FailOn::Leak);
    };
    const std::string plain = everything();
    QTemporaryDir folder;
    const int made =
        QProcess::execute("localedef", {"-i", "de_DE", "-f", "UTF-8", folder.filePath("de_DE.UTF-8")});
    qputenv("LOCPATH", folder.path().toUtf8());
    if (made != 0 || std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) {
        QSKIP("localedef with the sources of de_DE is needed (Debian: locales)");
    }
    char number[16] = {};
    std::snprintf(number, sizeof(number), "%.1f", 1.5);
    const std::string german = everything();
    std::setlocale(LC_ALL, "C");
    QCOMPARE(std::string(number), std::string("1,5"));  // the locale is in force
    QCOMPARE(german, plain);
}

void TestReports::secretsNeverLeave() {
    const auto record = sampleRecord();
    const std::string all =
        leaktide::timelineCsv(record) + leaktide::signalsCsv(record) + leaktide::errorsCsv(record) +
        leaktide::jsonReport(record) + leaktide::textReport(record, leaktide::Colours::On) +
        leaktide::htmlReport(record) + leaktide::junitReport(record, leaktide::FailOn::Leak);
    const auto at = all.find(Canary);
    const std::string around = at == std::string::npos ? "" : all.substr(at < 80 ? 0 : at - 80, 160);
    QVERIFY2(at == std::string::npos, around.c_str());
}

void TestReports::peersCannotSteerTheTerminal() {
    const auto record = sampleRecord();
    for (const std::string& text :
         {leaktide::textReport(record, leaktide::Colours::Off), leaktide::errorsCsv(record),
          leaktide::jsonReport(record), leaktide::htmlReport(record),
          leaktide::junitReport(record, leaktide::FailOn::Leak)}) {
        QVERIFY(text.find('\x1b') == std::string::npos);
        QVERIFY(text.find('\x07') == std::string::npos);
    }
}

QTEST_APPLESS_MAIN(TestReports)
#include "tst_reports.moc"
