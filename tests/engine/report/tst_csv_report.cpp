// The CSV tables of a run: their columns, what is left empty, and the folder they are written to.
#include <QTest>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

#include "csv_reader.h"
#include "engine/report/csv_report.h"
#include "tests/engine/store/sample_record.h"

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

}  // namespace

class TestCsvReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timelineHasTheColumns();
    void timelineTellsNothingFromZero();
    void signalsAndErrors();
    void csvFolderTriesEveryFile();
};

void TestCsvReport::timelineHasTheColumns() {
    const std::string csv = leaktide::timelineCsv(sampleRecord());
    QCOMPARE(
        csv.substr(0, csv.find("\r\n")),
        std::string(
            "t_unix_ms,elapsed_s,phase,target_rate,sent,ok,failed,in_flight,rps,p50_ms,p90_ms,p99_ms,p999_ms,"
            "max_ms,resp_p99_ms,bytes_in,bytes_out,conns_open,tasks,threads,pool_in_use,pool_open,pool_max,"
            "heap_in_use_bytes,heap_live_bytes,rss_bytes,fds,gc_cycles,restarts,conns_idle,"
            "conns_opened,client_core_used,client_limit,tasks_unexplained,pool_in_use_unexplained,"
            "open_connections_unexplained,db_in_use_unexplained,results_by_request"));
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

void TestCsvReport::timelineTellsNothingFromZero() {
    const std::string csv = leaktide::timelineCsv(sampleRecord());
    QCOMPARE(cellOf(csv, "ok", 1), std::string("0"));
    QCOMPARE(cellOf(csv, "heap_in_use_bytes", 1), std::string("10000000"));
    for (const char* column :
         {"target_rate", "p50_ms", "resp_p99_ms", "threads", "pool_max", "rss_bytes", "gc_cycles"}) {
        QCOMPARE(cellOf(csv, column, 1), std::string());
    }
}

void TestCsvReport::signalsAndErrors() {
    const std::string signalTable = leaktide::signalsCsv(sampleRecord());
    QCOMPARE(cellOf(signalTable, "name", 1), std::string("tasks"));
    QCOMPARE(cellOf(signalTable, "verdict", 1), std::string("leak"));
    QCOMPARE(cellOf(signalTable, "per_request", 1), std::string("0.02"));
    QCOMPARE(cellOf(signalTable, "per_request_low", 1), std::string("0.0198"));
    QCOMPARE(cellOf(signalTable, "evidence", 1), english(saidOf(sampleRecord().signals.front())));
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

void TestCsvReport::csvFolderTriesEveryFile() {
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

QTEST_APPLESS_MAIN(TestCsvReport)
#include "tst_csv_report.moc"
