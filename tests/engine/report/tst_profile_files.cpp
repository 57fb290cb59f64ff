// Profiles of a run as files, and what every report says of them.
#include <QtTest>

#include <QTemporaryDir>

#include "engine/report/csv_report.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/profile_files.h"
#include "engine/report/text_report.h"
#include "tests/engine/store/sample_record.h"

using namespace leaktide;
using leaktide::testing::sampleRecord;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

}  // namespace

class TestProfileFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filesAreAsTheTargetSentThem() {
        const QTemporaryDir folder;
        const RunRecord record = sampleRecord();
        const QString place = folder.filePath("a/profiles");
        QVERIFY(writeProfileFolder(record, place.toStdString()).ok());
        QCOMPARE(contentOf(place + "/goroutine.baseline.pb.gz"),
                 QByteArray::fromStdString(*record.profiles[0].bytes));
        QCOMPARE(contentOf(place + "/goroutine.after_cycle_1.pb"), QByteArray("plain"));
    }

    void namesLeadNowhereElse() {
        RecordedProfile profile{"../../etc/x", 0, "/heap\0", std::make_shared<const std::string>("x")};
        QCOMPARE(profileFileName(profile), std::string("_heap.______etc_x.pb"));
        profile.mark = std::string(500, 'm');
        profile.kind.clear();
        QCOMPARE(profileFileName(profile), "unnamed." + std::string(60, 'm') + ".pb");
    }

    void everyReportNamesTheStack() {
        const RunRecord record = sampleRecord();
        const std::string sentence = "19 of 20 new tasks wait in main.worker (main.go:39)";
        const std::string text = textReport(record, Colours::Off);
        QVERIFY(QString::fromStdString(text).simplified().contains(QString::fromStdString(sentence)));
        QVERIFY(text.find("baseline (1.0 s), after_cycle_1 (2.0 s): goroutine") != std::string::npos);
        for (const std::string& report : {jsonReport(record), htmlReport(record), signalsCsv(record)}) {
            QVERIFY2(report.find(sentence) != std::string::npos, report.c_str());
        }
        QVERIFY(htmlReport(record).find("runtime.gopark (proc.go:363)") != std::string::npos);
        QVERIFY(jsonReport(record).find("\"file\": \"goroutine.baseline.pb.gz\"") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestProfileFiles)
#include "tst_profile_files.moc"
