#include <QTest>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <memory>

#include "cli_process.h"

using leaktide::testing::CliProcess;
using leaktide::testing::CliResult;
using leaktide::testing::runCli;

namespace {

// A short run of the bundled target; what is asked for comes on top.
QStringList shortRun(const QStringList& more = {}) {
    return QStringList{"run", "-c", "2", "-q", "200", "-z", "1s", "--baseline", "200ms", "--drain", "200ms"} +
           more;
}

const QJsonObject jsonAt(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QByteArray explain(const CliResult& result) {
    return "exit " + QByteArray::number(result.code) + ": " + result.all();
}

}  // namespace

class TestCli : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void wrongFlagsAreUsageErrors_data();
    void wrongFlagsAreUsageErrors();
    void helpAndVersion();
    void cleanRun();
    void everyOutput();
    void jsonOnStandardOutput();
    void unreachable();
    void fullDisk();
    void placesThatCannotBeWritten();
    void interrupted_data();
    void interrupted();
    void secondSignalEndsAtOnce();
    void killedRunCanBeRead();
    void targetDiesMidRun();
    void readerGoesAway();
    void secretsStayOut();

private:
    QString path(const char* name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCli::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCli::wrongFlagsAreUsageErrors_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    QTest::newRow("no command") << QStringList{} << "Usage:";
    QTest::newRow("command") << QStringList{"rum"} << "unknown command 'rum'";
    QTest::newRow("flag") << QStringList{"run", "--durtion", "3s"} << "--durtion, did you mean --duration?";
    QTest::newRow("value") << QStringList{"run", "-c", "many"} << "-c: 'many'";
    QTest::newRow("fault") << QStringList{"run", "--fault", "no-such-fault"} << "no-such-fault";
    QTest::newRow("public host") << QStringList{"run", "http://example.com/"} << "--i-am-allowed example.com";
    QTest::newRow("URL") << QStringList{"run", "ftp://127.0.0.1/"} << "ftp";
    QTest::newRow("run file") << QStringList{"report", "/no/such/file"} << "/no/such/file";
}

void TestCli::wrongFlagsAreUsageErrors() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    const CliResult result = runCli(arguments);
    QVERIFY2(result.code == 2 && result.err.contains(part) && result.out.isEmpty(), explain(result));
}

void TestCli::helpAndVersion() {
    const CliResult help = runCli({"run", "--help"});
    QVERIFY2(help.code == 0 && help.out.contains("--connections") && help.err.isEmpty(), explain(help));
    QVERIFY(runCli({"--help"}).out.contains("run"));
    QVERIFY(runCli({"--version"}).out.startsWith("leaktide-cli "));
}

void TestCli::cleanRun() {
    const CliResult result = runCli(shortRun({"--json", path("o.json")}));
    QVERIFY2(result.code == 0, explain(result));
    QVERIFY2(result.out.contains("200 × 200") && result.out.contains("Verdicts"), explain(result));
    QVERIFY2(result.err.contains("load") && result.err.contains("done") && !result.all().contains('\x1b'),
             explain(result));
    const QJsonObject run = jsonAt(path("o.json"));
    QCOMPARE(run["schema"].toString(), QString("leaktide.run/1"));
    QCOMPARE(run["load"]["requests"].toInt(), 200);
    QCOMPARE(run["load"]["ok"].toInt(), 200);
    QCOMPARE(run["leak"].toBool(true), false);
}

void TestCli::everyOutput() {
    const CliResult result =
        runCli(shortRun({"--quiet", "--hdr", path("o"), "--csv", path("csv"), "--json", path("o.json"),
                         "--html", path("o.html"), "--junit", path("o.xml"), "--save", path("o.leaktide")}));
    QVERIFY2(result.code == 0 && result.all().isEmpty(), explain(result));
    for (const char* name : {"csv/timeline.csv", "csv/signals.csv", "csv/errors.csv", "o.json", "o.html",
                             "o.xml", "o.service.hgrm", "o.response.hgrm"}) {
        QVERIFY2(QFileInfo(path(name)).size() > 30, name);
    }
    // The recorded run gives the same again.
    const CliResult again = runCli({"report", path("o.leaktide"), "--csv", path("csv2"), "--json",
                                    path("o2.json"), "--html", path("o2.html"), "--junit", path("o2.xml")});
    QVERIFY2(again.code == 0, explain(again));
    const auto content = [this](const char* name) {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(name);
    };
    QCOMPARE(content("csv2/timeline.csv"), content("csv/timeline.csv"));
    QCOMPARE(content("csv2/signals.csv"), content("csv/signals.csv"));
    QCOMPARE(content("o2.json"), content("o.json"));
    QCOMPARE(content("o2.xml"), content("o.xml"));
    const CliResult text = runCli({"report", path("o.leaktide")});
    QVERIFY2(text.code == 0 && text.out.contains("200 × 200"), explain(text));
}

void TestCli::jsonOnStandardOutput() {
    const CliResult result = runCli(shortRun({"--probe", "none", "--json", "-"}));
    QVERIFY2(result.code == 0, explain(result));
    const QJsonObject run = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(run["load"]["requests"].toInt(), 200);
    QVERIFY(result.err.contains("Verdicts"));
}

void TestCli::unreachable() {
    QTcpServer held;  // bound, then closed: nobody listens there
    QVERIFY(held.listen(QHostAddress::LocalHost));
    const QString url = QString("http://127.0.0.1:%1/").arg(held.serverPort());
    held.close();
    QElapsedTimer timer;
    timer.start();
    const CliResult result = runCli({"run", url, "-z", "10s", "--json", path("o.json")});
    QVERIFY2(result.code == 3 && result.err.contains("connection refused"), explain(result));
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY(timer.elapsed() < 5000);
}

void TestCli::fullDisk() {
    const CliResult result =
        runCli(shortRun({"--probe", "none", "--json", "/dev/full", "--csv", path("csv")}));
    QVERIFY2(result.code == 4 && result.err.contains("/dev/full") && result.err.contains("No space left"),
             explain(result));
    QVERIFY(QFile::exists(path("csv/timeline.csv")));  // one failure does not cost the others
}

void TestCli::placesThatCannotBeWritten() {
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    QElapsedTimer timer;
    timer.start();
    for (const QStringList& places :
         {QStringList{"--json", path("no/folder/o.json")}, QStringList{"--csv", path("file")},
          QStringList{"--html", path("")}, QStringList{"--save", path("file")}}) {
        const CliResult result = runCli({"run", "-z", "30s", places[0], places[1]});
        QVERIFY2(result.code == 4 && result.err.contains(places[1]), explain(result));
    }
    QVERIFY(timer.elapsed() < 20'000);  // before the run, not after it
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

void TestCli::interrupted_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestCli::interrupted() {
    QFETCH(int, signal);
    CliProcess cli({"run", "-c", "2", "-q", "200", "-z", "60s", "--baseline", "100ms", "--json",
                    path("o.json"), "--csv", path("csv")});
    QVERIFY(cli.waitForError("load"));
    QElapsedTimer timer;
    timer.start();
    cli.send(signal);
    const CliResult result = cli.finish();
    QVERIFY2(result.code == 105, explain(result));
    QVERIFY2(timer.elapsed() < 5000, "it took too long to stop");
    QCOMPARE(jsonAt(path("o.json"))["stop"]["reason"].toString(), QString("interrupted"));
    QVERIFY(QFile::exists(path("csv/timeline.csv")));
    QVERIFY2(result.out.contains("interrupted"), explain(result));
}

void TestCli::secondSignalEndsAtOnce() {
    QTcpServer silent;  // accepts, never answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    CliProcess cli({"run", QString("http://127.0.0.1:%1/").arg(silent.serverPort()), "-c", "1", "-z", "60s",
                    "--timeout", "60s", "--probe", "none"});
    QVERIFY(cli.waitForError("load"));
    cli.send(SIGINT);
    cli.send(SIGINT);
    cli.send(SIGINT);
    QCOMPARE(cli.finish(5000).code, 105);
}

void TestCli::killedRunCanBeRead() {
    CliProcess cli(
        {"run", "-c", "2", "-q", "200", "-z", "60s", "--baseline", "100ms", "--save", path("k.leaktide")});
    QVERIFY(cli.waitForError("p50"));  // a second of load is over
    const qint64 before = QFileInfo(path("k.leaktide-wal")).size();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path("k.leaktide-wal")).size() > before, 20'000);
    cli.send(SIGKILL);
    QCOMPARE(cli.finish().code, -1);
    const CliResult result = runCli({"report", path("k.leaktide"), "--json", path("k.json")});
    QVERIFY2(result.code == 0 && result.err.contains("was not closed"), explain(result));
    QVERIFY(jsonAt(path("k.json"))["load"]["requests"].toInt() > 0);
}

void TestCli::targetDiesMidRun() {
    CliProcess cli(
        {"run", "-c", "2", "-q", "200", "-z", "30s", "--baseline", "100ms", "--json", path("o.json")});
    QVERIFY(cli.waitForError("p50"));  // a second of load is over
    // The bundled target is the one child of the program.
    QProcess find;
    find.start("pgrep", {"-P", QString::number(cli.pid()), "leaktide-target"});
    QVERIFY(find.waitForFinished());
    const auto pid = static_cast<pid_t>(find.readAllStandardOutput().trimmed().toInt());
    QVERIFY(pid > 1);
    ::kill(pid, SIGKILL);
    const CliResult result = cli.finish(20'000);
    QVERIFY2(result.code == 3, explain(result));
    const QJsonObject run = jsonAt(path("o.json"));
    QCOMPARE(run["stop"]["reason"].toString(), QString("target_lost"));
    QVERIFY(run["load"]["ok"].toInt() > 0);
}

void TestCli::readerGoesAway() {
    CliProcess cli(shortRun({"--probe", "none", "--json", path("o.json")}));
    cli.closeOutput();
    const CliResult result = cli.finish();
    QVERIFY2(result.code == 0, explain(result));
    QCOMPARE(jsonAt(path("o.json"))["load"]["requests"].toInt(), 200);
}

void TestCli::secretsStayOut() {
    const QByteArray canary = "c4nary";
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QString url = QString("http://me:c4nary-1@127.0.0.1:%1/x?token=c4nary-2").arg(silent.serverPort());
    const CliResult result = runCli({"run",
                                     url,
                                     "-c",
                                     "1",
                                     "-z",
                                     "300ms",
                                     "--timeout",
                                     "200ms",
                                     "--probe",
                                     "none",
                                     "--baseline",
                                     "0",
                                     "--drain",
                                     "0",
                                     "-H",
                                     "Authorization: Bearer c4nary-3",
                                     "-H",
                                     "Cookie: session=c4nary-4",
                                     "-H",
                                     "X-Password: Basic bWU6YzRuYXJ5LTY=",
                                     "--check",
                                     "header:X-Token=c4nary-7",
                                     "--trace",
                                     "-d",
                                     "password=c4nary-5",
                                     "--csv",
                                     path("csv"),
                                     "--json",
                                     path("o.json"),
                                     "--html",
                                     path("o.html"),
                                     "--junit",
                                     path("o.xml"),
                                     "--save",
                                     path("o.leaktide")});
    QVERIFY2(!result.all().contains(canary), explain(result));
    QDir folder(m_folder->path());
    int files = 0;
    for (const QString& name : QStringList{"csv/timeline.csv", "csv/signals.csv", "csv/errors.csv", "o.json",
                                           "o.html", "o.xml", "o.leaktide"}) {
        QFile file(folder.filePath(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const QByteArray content = file.readAll();
        QVERIFY2(!content.contains(canary) && !content.contains("bWU6YzRu"), qPrintable(name));
        ++files;
    }
    QCOMPARE(files, 7);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
