#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "csv_reader.h"
#include "engine/report/csv_report.h"
#include "engine/report/json_report.h"
#include "engine/report/text_report.h"
#include "tests/engine/store/sample_record.h"

using leaktide::testing::Canary;
using leaktide::testing::readCsv;
using leaktide::testing::sampleRecord;

namespace {

// The cell of `column` in row `row` (1: the first after the header).
std::string cellOf(const std::string& csv, const std::string& column, std::size_t row) {
    const auto rows = readCsv(csv);
    if (!rows || row >= rows->size()) {
        return "(no such row)";
    }
    const auto& header = rows->front();
    const auto found = std::find(header.begin(), header.end(), column);
    return found == header.end() ? "(no such column)"
                                 : rows->at(row).at(static_cast<std::size_t>(found - header.begin()));
}

QJsonObject jsonOf(const leaktide::RunRecord& record) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(leaktide::jsonReport(record))).object();
}

}  // namespace

class TestReports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timelineHasTheColumns();
    void timelineTellsNothingFromZero();
    void signalsAndErrors();
    void csvFolderTriesEveryFile();
    void jsonSchema();
    void jsonOfAnEmptyRun();
    void textIsForPeople();
    void secretsNeverLeave();
    void peersCannotSteerTheTerminal();
};

void TestReports::timelineHasTheColumns() {
    const std::string csv = leaktide::timelineCsv(sampleRecord());
    QCOMPARE(
        csv.substr(0, csv.find("\r\n")),
        std::string(
            "t_unix_ms,elapsed_s,phase,target_rate,sent,ok,failed,in_flight,rps,p50_ms,p90_ms,p99_ms,p999_ms,"
            "max_ms,resp_p99_ms,bytes_in,bytes_out,conns_open,tasks,threads,pool_in_use,pool_open,pool_max,"
            "heap_in_use_bytes,heap_live_bytes,rss_bytes,fds,gc_cycles,restarts"));
    const auto rows = readCsv(csv);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), 3U);
    for (const auto& row : *rows) {
        QCOMPARE(row.size(), rows->front().size());
    }
    const std::map<std::string, std::string> expected{{"t_unix_ms", "1700000002124"},
                                                      {"elapsed_s", "2.001"},
                                                      {"phase", "load"},
                                                      {"target_rate", "1.75"},
                                                      {"sent", "1001"},
                                                      {"ok", "990"},
                                                      {"failed", "10"},
                                                      {"in_flight", "2"},
                                                      {"rps", "2000.0"},
                                                      {"p50_ms", "1.000"},
                                                      {"max_ms", "5.000"},
                                                      {"resp_p99_ms", "8.000"},
                                                      {"bytes_in", "5368709120"},
                                                      {"conns_open", "10"},
                                                      {"tasks", "24"},
                                                      {"pool_in_use", "2"},
                                                      {"pool_open", "5"},
                                                      {"heap_live_bytes", "900"},
                                                      {"gc_cycles", "3"},
                                                      {"restarts", "1"}};
    for (const auto& [column, value] : expected) {
        QCOMPARE(cellOf(csv, column, 2), value);
    }
}

void TestReports::timelineTellsNothingFromZero() {
    const std::string csv = leaktide::timelineCsv(sampleRecord());
    QCOMPARE(cellOf(csv, "ok", 1), std::string("0"));
    QCOMPARE(cellOf(csv, "heap_in_use_bytes", 1), std::string("10000000"));
    for (const char* column :
         {"target_rate", "p50_ms", "resp_p99_ms", "threads", "pool_max", "rss_bytes", "gc_cycles"}) {
        QCOMPARE(cellOf(csv, column, 1), std::string());
    }
}

void TestReports::signalsAndErrors() {
    const std::string signalTable = leaktide::signalsCsv(sampleRecord());
    QCOMPARE(cellOf(signalTable, "name", 1), std::string("tasks"));
    QCOMPARE(cellOf(signalTable, "verdict", 1), std::string("leak"));
    QCOMPARE(cellOf(signalTable, "per_request", 1), std::string("0.02"));
    QCOMPARE(cellOf(signalTable, "per_request_low", 1), std::string("0.0198"));
    QCOMPARE(cellOf(signalTable, "evidence", 1), sampleRecord().signals.front().verdict.evidence);
    QCOMPARE(cellOf(signalTable, "per_request", 2), std::string("-1.5"));
    QCOMPARE(cellOf(signalTable, "kept_share", 2), std::string());

    const std::string errors = leaktide::errorsCsv(sampleRecord());
    const auto rows = readCsv(errors);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), 5U);  // header, 500, 503, reset, dropped
    QCOMPARE(cellOf(errors, "status", 2), std::string("503"));
    QCOMPARE(cellOf(errors, "count", 2), std::string("3"));
    QCOMPARE(cellOf(errors, "kind", 3), std::string(leaktide::nameOf(leaktide::FailureKind::Reset)));
    QCOMPARE(cellOf(errors, "share", 3), std::string("0.003"));
    QVERIFY(!cellOf(errors, "example", 3).empty());
    QCOMPARE(cellOf(errors, "share", 4), std::string("0.2"));
}

void TestReports::csvFolderTriesEveryFile() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("timeline.csv"));  // cannot be replaced by a file
    const auto written = leaktide::writeCsvFolder(sampleRecord(), folder.path().toStdString());
    QVERIFY(!written.ok());
    QVERIFY(QString::fromStdString(written.error().message).contains("timeline.csv"));
    QVERIFY(QFile::exists(folder.filePath("signals.csv")));
    QVERIFY(QFile::exists(folder.filePath("errors.csv")));
    QVERIFY(leaktide::writeCsvFolder(sampleRecord(), folder.filePath("new/below").toStdString()).ok());
    QVERIFY(QFile::exists(folder.filePath("new/below/timeline.csv")));
}

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
    for (const char* part : {"LEAK", "Tasks", "0.0200 tasks per request", "1,000 results", "p99.9", "500 × 4",
                             "stable", "Heap in use"}) {
        QVERIFY2(text.contains(part), qPrintable(QString(part) + " is missing in\n" + text));
    }
    QVERIFY(!text.contains('\x1b'));
    QVERIFY(QString::fromStdString(leaktide::textReport(sampleRecord(), leaktide::Colours::On))
                .contains("\x1b[1;31mLEAK"));
}

void TestReports::secretsNeverLeave() {
    const auto record = sampleRecord();
    const std::string all = leaktide::timelineCsv(record) + leaktide::signalsCsv(record) +
                            leaktide::errorsCsv(record) + leaktide::jsonReport(record) +
                            leaktide::textReport(record, leaktide::Colours::On);
    const auto at = all.find(Canary);
    const std::string around = at == std::string::npos ? "" : all.substr(at < 80 ? 0 : at - 80, 160);
    QVERIFY2(at == std::string::npos, around.c_str());
}

void TestReports::peersCannotSteerTheTerminal() {
    const auto record = sampleRecord();
    for (const std::string& text : {leaktide::textReport(record, leaktide::Colours::Off),
                                    leaktide::errorsCsv(record), leaktide::jsonReport(record)}) {
        QVERIFY(text.find('\x1b') == std::string::npos);
        QVERIFY(text.find('\x07') == std::string::npos);
    }
}

QTEST_APPLESS_MAIN(TestReports)
#include "tst_reports.moc"
