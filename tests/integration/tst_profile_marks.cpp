// Profiles in a real run of the real target: taken at the right moments, of the right function, at no cost
// to what is judged.
#include <QProcess>
#include <QTemporaryDir>
#include <set>

#include "engine/profile/profile_reader.h"
#include "engine/report/profile_files.h"
#include "engine/store/run_file_reader.h"
#include "tests/integration/live_run.h"

using namespace leaktide;
using namespace leaktide::testing;
using namespace std::chrono_literals;

namespace {

std::set<std::string> marksOf(const RunRecord& record) {
    std::set<std::string> marks;
    for (const RecordedProfile& profile : record.profiles) {
        marks.insert(profile.mark);
    }
    return marks;
}

}  // namespace

class TestProfileMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStuckTaskIsNamedAndExplainsAllOfTheGrowth() {
        const auto target = startTarget({"task-stuck=every:20"});
        QVERIFY(target);
        const QTemporaryDir folder;
        RunSettings settings;
        settings.runFile = folder.filePath("run.leaktide").toStdString();
        const auto session = startSession(planFor(*target, "/json", 10s, 500), settings);
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        QCOMPARE(nameOf(end->record.stopReason), std::string_view("finished"));
        const SignalRecord* tasks = findSignal(end->record, "tasks");
        QVERIFY(tasks);
        QVERIFY2(tasks->verdict.verdict == Verdict::Leak, english(tasks->verdict.evidence).c_str());
        QVERIFY2(tasks->profile, "no evidence");
        const ProfileEvidence& evidence = *tasks->profile;
        QVERIFY2(english(evidence.said).find("waitForever") != std::string::npos,
                 english(evidence.said).c_str());
        QVERIFY2(english(evidence.said).starts_with("250 of 250 new tasks wait in "),
                 english(evidence.said).c_str());
        QCOMPARE(evidence.measured, std::optional(250.0));
        QCOMPARE(evidence.stacks.front().share, 1.0);
        QCOMPARE(evidence.after, std::string("after_cycle_1"));
        const auto marks = marksOf(end->record);
        QStringList said;
        for (const Mark& mark : end->record.marks) {
            said += QString::fromStdString(english(mark.text));
        }
        QVERIFY2(marks.count("baseline") == 1 && marks.count("after_cycle_1") == 1,
                 qPrintable(said.join("; ") + " " + QString::fromStdString(probeText(end->record))));
        const auto loaded = readRunFile(settings.runFile);
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
        QCOMPARE(loaded->record.profiles.size(), end->record.profiles.size());
        const SignalRecord* read = findSignal(loaded->record, "tasks");
        QVERIFY(read != nullptr && read->profile.has_value());
        QVERIFY(*read->profile == evidence);
        pprofAgrees(loaded->record, folder.filePath("profiles"));
    }

    void aHealthyRunTakesItsTwoMarksAndSaysNothing() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto session = startSession(planFor(*target, "/json", 2s, 200));
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        const auto marks = marksOf(end->record);
        QStringList said;
        for (const Mark& mark : end->record.marks) {
            said += QString::fromStdString(english(mark.text));
        }
        QVERIFY2(marks.count("baseline") == 1 && marks.count("after_cycle_1") == 1,
                 qPrintable(said.join("; ") + " " + QString::fromStdString(probeText(end->record))));
        for (const RecordedProfile& profile : end->record.profiles) {
            QVERIFY2(readProfile(*profile.bytes).ok(), profile.kind.c_str());
        }
        const double loadBegan = end->record.phases.at(1).fromS;
        for (const RecordedProfile& profile : end->record.profiles) {
            QVERIFY(profile.mark != "baseline" || profile.tS < loadBegan);
        }
        for (const char* name : {"tasks", "pool_in_use", "fds", "open_connections"}) {
            const SignalRecord* signal = findSignal(end->record, name);
            QVERIFY(signal && !signal->points.empty());
            QVERIFY(!signal->profile);
            // Neither before the load nor after the drain is anything of ours counted.
            QCOMPARE(signal->points.back().value, signal->points.front().value);
        }
    }

    void aMarkByHandAndNoneAtAll() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto session = startSession(planFor(*target, "/json", 3s, 100));
        QVERIFY(session);
        QTRY_VERIFY_WITH_TIMEOUT(session->latest() && session->latest()->phase == Phase::Load, 10'000);
        session->markProfiles();
        QVERIFY(marksOf(session->wait()->record).count("by_hand_1") == 1);
        RunSettings without;
        without.profiles = ProfileUse::None;
        const auto quiet = startSession(planFor(*target, "/json", 1s, 100), without);
        QVERIFY(quiet);
        quiet->markProfiles();
        QVERIFY(quiet->wait()->record.profiles.empty());
    }

private:
    // The files, opened by the tool that people know.
    static void pprofAgrees(const RunRecord& record, const QString& folder) {
        QVERIFY(writeProfileFolder(record, folder.toStdString()).ok());
        QVERIFY(QFile::exists(folder + "/tasks.baseline.pb.gz"));
        if (QStandardPaths::findExecutable("go").isEmpty()) {
            QSKIP("golang-go is not installed: the files are not compared to go tool pprof");
        }
        QProcess pprof;
        pprof.start("go", {"tool", "pprof", "-top", "-diff_base", folder + "/tasks.baseline.pb.gz",
                           folder + "/tasks.after_cycle_1.pb.gz"});
        QVERIFY(pprof.waitForFinished(60'000));
        const QString said = QString::fromUtf8(pprof.readAllStandardOutput());
        QVERIFY2(said.contains(QRegularExpression("\\s250 .*waitForever")), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestProfileMarks)
#include "tst_profile_marks.moc"
