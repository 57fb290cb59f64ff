// Profiles by the program itself, as a process: marks by a line on standard input, files, reports.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestCliProfiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLineTakesAMarkAndTheFilesAreKept() {
        const QTemporaryDir folder;
        QProcess cli;
        cli.setProcessChannelMode(QProcess::MergedChannels);
        cli.start(LEAKTIDE_BIN_DIR "/leaktide-cli",
                  {"run", "-c", "2", "-q", "100", "-z", "3s", "--drain", "1s", "--control", "--csv",
                   folder.filePath("csv"), "--save", folder.filePath("a.leaktide")});
        QVERIFY(cli.waitForStarted());
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += cli.readAll()).contains("load"), 20'000);
        cli.write("what\nmark\n");
        QVERIFY(cli.waitForFinished(60'000));
        said += cli.readAll();
        QVERIFY2(cli.exitCode() == 0, said);
        QVERIFY2(said.contains("'what' is not an order"), said);
        for (const char* file :
             {"tasks.baseline.pb.gz", "tasks.by_hand_1.pb.gz", "heap.after_cycle_1.pb.gz"}) {
            QVERIFY2(QFile::exists(folder.filePath("csv/profiles/") + file), said);
        }
        QVERIFY(QProcess::execute(
                    LEAKTIDE_BIN_DIR "/leaktide-cli",
                    {"report", folder.filePath("a.leaktide"), "--profiles", folder.filePath("again")}) == 0);
        QFile first(folder.filePath("csv/profiles/tasks.baseline.pb.gz"));
        QFile again(folder.filePath("again/tasks.baseline.pb.gz"));
        QVERIFY(first.open(QFile::ReadOnly) && again.open(QFile::ReadOnly));
        QCOMPARE(again.readAll(), first.readAll());
    }

    void noneAreTakenWhenNotWanted() {
        const QTemporaryDir folder;
        QProcess cli;
        cli.start(LEAKTIDE_BIN_DIR "/leaktide-cli",
                  {"run", "-c", "2", "-q", "100", "-z", "1s", "--drain", "1s", "--no-profiles", "--profiles",
                   folder.filePath("p")});
        QVERIFY(cli.waitForFinished(60'000));
        const QByteArray said = cli.readAll();
        QVERIFY2(cli.exitCode() == 0, said);
        QVERIFY2(!said.contains("profiles"), said);
    }
};

QTEST_GUILESS_MAIN(TestCliProfiles)
#include "tst_cli_profiles.moc"
