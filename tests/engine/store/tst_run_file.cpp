#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "engine/report/csv_report.h"
#include "engine/report/json_report.h"
#include "engine/store/run_file_reader.h"
#include "engine/store/run_file_writer.h"
#include "tests/engine/store/sample_record.h"

using namespace leaktide;
using leaktide::testing::Canary;
using leaktide::testing::sampleRecord;

namespace {

// A run file at `path`, written as a run would write it: in three steps.
void writeSample(const std::string& path) {
    auto writer = RunFileWriter::create(path);
    if (!writer) {
        qFatal("%s", writer.error().message.c_str());
    }
    RunRecord part = sampleRecord();
    part.beats.resize(1);
    part.signals.clear();
    part.marks.clear();
    const bool good = (*writer)->update(part).ok() && (*writer)->update(sampleRecord()).ok() &&
                      (*writer)->close(sampleRecord()).ok();
    if (!good) {
        qFatal("the sample could not be written");
    }
}

void alter(const std::string& path, const char* sql) {
    sqlite3* handle = nullptr;
    char* why = nullptr;
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK ||
        sqlite3_exec(handle, sql, nullptr, nullptr, &why) != SQLITE_OK) {
        qFatal("%s", why != nullptr ? why : "cannot open");
    }
    sqlite3_close(handle);
}

QByteArray bytesOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putBytes(const std::string& path, const QByteArray& bytes) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write the test file");
    }
}

}  // namespace

class TestRunFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everythingComesBack();
    void profilesComeBackByteForByte();
    void version1IsStillRead();
    void oneFileIsLeft();
    void noFileIsOverwritten();
    void killedWriterLosesNothingCommitted();
    void fullDiskIsNamedAndWhatWasThereStays();
    void secretsStayOut();
    void strangersAreRefused_data();
    void strangersAreRefused();
    void damagedFilesNeverCrash();

private:
    std::string path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestRunFile::everythingComesBack() {
    writeSample(path("a.leaktide"));
    auto loaded = readRunFile(path("a.leaktide"));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    QVERIFY(loaded->state == RunFileState::Complete);
    // The reports say everything there is to say about a run; bodies are the one thing not kept.
    RunRecord expected = sampleRecord();
    expected.plan.requests.front().body.clear();
    QCOMPARE(jsonReport(loaded->record), jsonReport(expected));
    QCOMPARE(timelineCsv(loaded->record), timelineCsv(expected));
    QCOMPARE(signalsCsv(loaded->record), signalsCsv(expected));
    QCOMPARE(errorsCsv(loaded->record), errorsCsv(expected));
    QCOMPARE(loaded->record.signals.front().spec, expected.signals.front().spec);
    // What is said comes back as data, so that it can be said in another language.
    QVERIFY(loaded->record.signals.front().verdict.evidence == expected.signals.front().verdict.evidence);
    QCOMPARE(loaded->record.signals.front().points.back().inFlight, 3.0);
}

void TestRunFile::version1IsStillRead() {
    writeSample(path("a.leaktide"));
    const auto written = readRunFile(path("a.leaktide"));
    QVERIFY(written.ok());
    for (const char* sql :
         {"ALTER TABLE signal DROP COLUMN said", "ALTER TABLE signal DROP COLUMN left_said",
          "ALTER TABLE signal DROP COLUMN exhaustion_s", "ALTER TABLE signal DROP COLUMN account_holder",
          "ALTER TABLE point DROP COLUMN in_flight", "ALTER TABLE point DROP COLUMN connections",
          "ALTER TABLE mark DROP COLUMN said", "DROP TABLE profile", "DROP TABLE profile_evidence",
          "DELETE FROM fact WHERE name IN ('probe_said','endpoints')", "PRAGMA user_version=1"}) {
        alter(path("a.leaktide"), sql);
    }
    const auto loaded = readRunFile(path("a.leaktide"));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    const SignalRecord& tasks = loaded->record.signals.front();
    QCOMPARE(english(tasks.verdict.evidence), english(sampleRecord().signals.front().verdict.evidence));
    QCOMPARE(english(tasks.verdict.left->sentence),
             english(sampleRecord().signals.front().verdict.left->sentence));
    QVERIFY(!tasks.exhaustionS && !tasks.account && !tasks.profile);
    QVERIFY(loaded->record.profiles.empty());
    const std::string probe = english(loaded->record.probe, "; ");
    QVERIFY2(probe.ends_with("tasks = go_goroutines; no profiles: as asked"), probe.c_str());
    QCOMPARE(english(loaded->record.marks.front().text), english(written->record.marks.front().text));
}

void TestRunFile::profilesComeBackByteForByte() {
    const RunRecord expected = sampleRecord();
    auto writer = RunFileWriter::create(path("p.leaktide"));
    QVERIFY(writer.ok());
    RunRecord earlier = expected;  // with one more, which was let go before the end
    earlier.profiles.insert(
        earlier.profiles.begin() + 1,
        {"growing_tasks", 1.5, "goroutine", std::make_shared<const std::string>("dropped later")});
    QVERIFY((*writer)->update(earlier).ok());
    QVERIFY((*writer)->close(expected).ok());
    const auto loaded = readRunFile(path("p.leaktide"));
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded->record.profiles.size(), expected.profiles.size());
    for (std::size_t i = 0; i < expected.profiles.size(); ++i) {
        const RecordedProfile& one = loaded->record.profiles[i];
        QCOMPARE(one.mark, expected.profiles[i].mark);
        QCOMPARE(one.kind, expected.profiles[i].kind);
        QCOMPARE(one.tS, expected.profiles[i].tS);
        QCOMPARE(*one.bytes, *expected.profiles[i].bytes);
    }
    QVERIFY(loaded->record.signals.front().profile.has_value());
    QVERIFY(loaded->record.signals.front().profile->stacks == expected.signals.front().profile->stacks);
    QVERIFY(!loaded->record.signals.back().profile.has_value());
}

void TestRunFile::oneFileIsLeft() {
    writeSample(path("a.leaktide"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{"a.leaktide"});
    QCOMPARE(QFile::permissions(m_folder->filePath("a.leaktide")) &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
}

void TestRunFile::noFileIsOverwritten() {
    putBytes(path("mine"), "precious");
    const auto writer = RunFileWriter::create(path("mine"));
    QVERIFY(!writer.ok());
    QVERIFY(QString::fromStdString(writer.error().message).contains("mine"));
    QCOMPARE(bytesOf(path("mine")), QByteArray("precious"));
    QVERIFY(!RunFileWriter::create(path("no/folder/x")).ok());
}

// The child tells after each second it has committed; then it is killed as hard as it can be.
void TestRunFile::killedWriterLosesNothingCommitted() {
    int told[2] = {};
    QCOMPARE(pipe(told), 0);
    const std::string file = path("killed.leaktide");
    const pid_t child = fork();
    if (child == 0) {
        auto writer = RunFileWriter::create(file);
        RunRecord record = sampleRecord();
        for (char second = 3; writer.ok() && second < 100; ++second) {
            record.beats.push_back(record.beats.back());
            record.beats.back().tS += 1;
            if (!(*writer)->update(record).ok() || write(told[1], &second, 1) != 1) {
                break;
            }
        }
        pause();
    }
    close(told[1]);
    char committed = 0;
    while (committed < 40 && read(told[0], &committed, 1) == 1) {
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    for (char later = 0; read(told[0], &later, 1) == 1;) {
        committed = later;
    }
    close(told[0]);
    QVERIFY(committed >= 40);
    const auto loaded = readRunFile(file);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    QVERIFY(loaded->state == RunFileState::Cut);
    QVERIFY(loaded->record.beats.size() >= static_cast<std::size_t>(committed));
    QCOMPARE(loaded->record.signals.size(), 2U);
}

void TestRunFile::fullDiskIsNamedAndWhatWasThereStays() {
    const std::string file = path("full.leaktide");
    auto writer = RunFileWriter::create(file);
    QVERIFY(writer.ok());
    RunRecord record = sampleRecord();
    QVERIFY((*writer)->update(record).ok());
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{200'000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    for (int i = 0; i < 2000; ++i) {
        record.beats.push_back(record.beats.back());
    }
    const Status failed = (*writer)->update(record);
    ::setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!failed.ok());
    QVERIFY2(QString::fromStdString(failed.error().message).contains("full.leaktide"),
             failed.error().message.c_str());
    QVERIFY(!(*writer)->update(sampleRecord()).ok());  // stays silent
    writer->reset();
    const auto loaded = readRunFile(file);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded->record.beats.size(), sampleRecord().beats.size());
}

void TestRunFile::secretsStayOut() {
    writeSample(path("a.leaktide"));
    QVERIFY(!bytesOf(path("a.leaktide")).contains(QByteArray::fromStdString(Canary)));
}

void TestRunFile::strangersAreRefused_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("word");
    QTest::newRow("another program's") << QByteArray("PRAGMA application_id=7") << "not written by Leaktide";
    QTest::newRow("newer") << QByteArray("PRAGMA user_version=3") << "of version 3";
    QTest::newRow("view") << QByteArray("DROP TABLE mark; CREATE VIEW mark AS SELECT 0 n, 0 t_s, 'x' text")
                          << "makes no sense";
    QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON mark BEGIN SELECT 1; END")
                             << "makes no sense";
    QTest::newRow("foreign table") << QByteArray("CREATE TABLE more(x)") << "makes no sense";
    QTest::newRow("table gone") << QByteArray("DROP TABLE beat") << "no such table";
    QTest::newRow("column gone") << QByteArray("ALTER TABLE beat DROP COLUMN gauges") << "no such column";
    QTest::newRow("counters") << QByteArray("UPDATE beat SET counters='{}'") << "makes no sense";
    QTest::newRow("phase") << QByteArray("UPDATE phase SET phase='lunch'") << "makes no sense";
    QTest::newRow("verdict") << QByteArray("UPDATE signal SET verdict='guilty'") << "makes no sense";
    QTest::newRow("plan") << QByteArray("UPDATE fact SET value='[[[[' WHERE name='plan'") << "its plan";
    QTest::newRow("time") << QByteArray("UPDATE fact SET value='nan' WHERE name='load_duration_s'")
                          << "make no sense";
    QTest::newRow("buckets") << QByteArray("UPDATE histogram SET counts='[[99999999,1]]'")
                             << "makes no sense";
    QTest::newRow("evidence") << QByteArray("UPDATE profile_evidence SET evidence='{\"sentence\":1}'")
                              << "makes no sense";
    QTest::newRow("huge profile") << QByteArray("UPDATE profile SET data=zeroblob(20000000)") << "too big";
    QTest::newRow("huge text") << QByteArray("UPDATE mark SET text=zeroblob(20000000)") << "too big";
}

void TestRunFile::strangersAreRefused() {
    QFETCH(QByteArray, sql);
    QFETCH(QString, word);
    writeSample(path("a.leaktide"));
    alter(path("a.leaktide"), sql.constData());
    const auto loaded = readRunFile(path("a.leaktide"));
    QVERIFY(!loaded.ok());
    const QString sentence = QString::fromStdString(loaded.error().message);
    QVERIFY2(sentence.contains(word) && sentence.contains("a.leaktide"), qPrintable(sentence));
}

void TestRunFile::damagedFilesNeverCrash() {
    writeSample(path("good.leaktide"));
    const QByteArray good = bytesOf(path("good.leaktide"));
    std::uint64_t seed = 1;
    const auto random = [&seed](qsizetype below) {  // xorshift64
        seed ^= seed << 13U;
        seed ^= seed >> 7U;
        seed ^= seed << 17U;
        return static_cast<qsizetype>(seed % static_cast<std::uint64_t>(below));
    };
    int refused = 0;
    for (int round = 0; round < 200; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 8; ++i) {
            bad[random(bad.size())] = static_cast<char>(random(256));
        }
        if (round % 4 == 0) {
            bad.truncate(random(bad.size()));
        }
        const std::string file = path("bad.leaktide");
        putBytes(file, bad);
        const auto loaded = readRunFile(file);
        refused += loaded.ok() ? 0 : 1;
        QVERIFY(loaded.ok() || !loaded.error().message.empty());
    }
    QVERIFY(refused > 50);
    for (const char* text : {"", "hello", "SQLite format 3"}) {
        putBytes(path("bad.leaktide"), text);
        QVERIFY(!readRunFile(path("bad.leaktide")).ok());
    }
    QVERIFY(!readRunFile(m_folder->path().toStdString()).ok());
    QVERIFY(!readRunFile(path("nothing")).ok());
}

QTEST_APPLESS_MAIN(TestRunFile)
#include "tst_run_file.moc"
