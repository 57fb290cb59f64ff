// Thresholds, the search, a rate that changes under way, interval logs: the program itself against the
// bundled target.
#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

#include "cli_process.h"

using leaktide::testing::CliProcess;
using leaktide::testing::CliResult;
using leaktide::testing::runCli;

namespace {

QStringList shortRun(const QStringList& more = {}) {
    return QStringList{"run", "-c", "2", "-q", "200", "-z", "1s", "--probe", "none"} + more;
}

const QJsonObject jsonAt(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QByteArray explain(const CliResult& result) {
    return "exit " + QByteArray::number(result.code) + ": " + result.all();
}

}  // namespace

class TestCliGoals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void thresholdsDecideTheExitCode();
    void aSearchFindsWhatTheTargetHolds();
    void theRateIsChangedWhileTheRunGoes();
    void intervalLogs();

private:
    QString path(const char* name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliGoals::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCliGoals::thresholdsDecideTheExitCode() {
    const CliResult held = runCli(shortRun({"--threshold", "p50<5s,errors<1%", "--json", path("held.json")}));
    QVERIFY2(held.code == 0 && held.out.contains("Thresholds"), explain(held));
    QCOMPARE(jsonAt(path("held.json"))["thresholds"].toArray().size(), 2);
    const CliResult broken = runCli(shortRun({"--threshold", "errors<1%", "--threshold", "service_p50<1ns",
                                              "--junit", path("j.xml"), "--csv", path("csv")}));
    QVERIFY2(broken.code == 99 && broken.out.contains("BROKE"), explain(broken));
    QFile junit(path("j.xml"));
    QVERIFY(junit.open(QIODevice::ReadOnly));
    QVERIFY(junit.readAll().contains("<failure type=\"threshold\" message=\"service_p50&lt;1ns"));
    QVERIFY(QFile::exists(path("csv/thresholds.csv")));
}

// Each connection of the target's /delay answers ten times a second: two of them carry 20 and no more.
void TestCliGoals::aSearchFindsWhatTheTargetHolds() {
    const CliResult found = runCli({"run",
                                    "--path",
                                    "/delay?ms=100",
                                    "-c",
                                    "2",
                                    "-q",
                                    "8",
                                    "--search",
                                    "p90<200ms,errors<1%",
                                    "--search-step",
                                    "2s",
                                    "--search-settle",
                                    "300ms",
                                    "--search-confirm",
                                    "3s",
                                    "--baseline",
                                    "0s",
                                    "--drain",
                                    "0s",
                                    "--probe",
                                    "none",
                                    "--json",
                                    path("s.json"),
                                    "--csv",
                                    path("csv")});
    QVERIFY2(found.code == 0 && found.out.contains("Search"), explain(found));
    const QJsonObject search = jsonAt(path("s.json"))["search"].toObject();
    QCOMPARE(search["end"].toString(), QString("found"));
    const double rate = search["found_rate"].toDouble();
    QVERIFY2(rate >= 14 && rate <= 20.5, explain(found));
    const QJsonArray steps = search["steps"].toArray();
    QCOMPARE(steps.last()["kind"].toString(), QString("confirm"));
    QCOMPARE(steps.last()["rate"].toDouble(), rate);
    QVERIFY(QFile::exists(path("csv/search.csv")));

    const CliResult none =
        runCli({"run", "-c", "2", "-q", "50", "--search", "p50<1us", "--search-step", "500ms",
                "--search-settle", "100ms", "--baseline", "0s", "--drain", "0s", "--probe", "none"});
    QVERIFY2(none.code == 99 && none.out.contains("even the lowest one breaks"), explain(none));
}

void TestCliGoals::theRateIsChangedWhileTheRunGoes() {
    CliProcess run({"run", "-c", "4", "-q", "100", "-z", "60s", "--probe", "none", "--control", "--json",
                    path("r.json")});
    QVERIFY(run.waitForError("/s"));
    run.write("rate 400\n");
    QVERIFY(run.waitForError("rate set to 400"));
    run.send(SIGUSR1);
    QVERIFY(run.waitForError("rate set to 440"));
    run.write("nonsense\nstop\n");
    const CliResult result = run.finish();
    QVERIFY2(result.code == 105 && result.err.contains("'nonsense' is not an order"), explain(result));
    QCOMPARE(jsonAt(path("r.json"))["marks"].toArray().size(), 2);
}

void TestCliGoals::intervalLogs() {
    const CliResult result = runCli(shortRun({"--hdr", path("h")}));
    QVERIFY2(result.code == 0, explain(result));
    for (const char* name : {"h.service.hlog", "h.response.hlog"}) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        QVERIFY(log.startsWith("#[Histogram log format version 1.3]\n#[StartTime: "));
        QVERIFY(log.contains("\n\"StartTimestamp\",\"Interval_Length\","));
        QVERIFY2(log.count("HISTFAAA") >= 1, log);  // how the V2 cookie looks in base64
    }
}

QTEST_GUILESS_MAIN(TestCliGoals)
#include "tst_cli_goals.moc"
