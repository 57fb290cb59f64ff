// Series and runs from files, as they are shown.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/text.h"
#include "engine/run/opened_file.h"

using namespace leaktide;

namespace {

// 20 rows idle, 300 under load, 20 of drain; `kept` items stay for each row of load.
std::string csvOf(const std::string& columns, double kept) {
    std::string csv = columns + "\n";
    for (int i = 0; i < 340; ++i) {
        const int loaded = std::clamp(i - 19, 0, 300);
        csv += formatExact(0.5 * i) + "," + std::to_string(100 * loaded) + "," +
               formatExact(7 + std::floor(kept * loaded)) + "," + std::to_string(1'000'000 + i % 3) +
               ",note\n";
    }
    return csv;
}

}  // namespace

class TestOpenedFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumnOfNumbersIsJudged() {
        const auto record = recordFromCsv(csvOf("t_s,requests,tasks,heap_in_use_bytes,comment", 3), "a.csv");
        QVERIFY2(record.ok(), record.ok() ? "" : record.error().message.c_str());
        QCOMPARE(record->signals.size(), std::size_t{2});
        QCOMPARE(record->signals[0].spec.label, std::string("Tasks"));
        QCOMPARE(wordOf(record->signals[0].verdict.verdict), std::string_view("leak"));
        QVERIFY(!record->signals[0].details.empty() && record->signals[0].details.size() <= 24);
        QVERIFY(record->signals[1].spec.unit == SignalUnit::Bytes);
        QCOMPARE(wordOf(record->signals[1].verdict.verdict), std::string_view("stable"));
        QCOMPARE(record->phases.size(), std::size_t{3});
        QCOMPARE(record->phases[1].phase, Phase::Load);
    }
    void aValueColumnStandsAlone() {
        const auto record = recordFromCsv(csvOf("t_s,requests,value,other,comment", 0), "a.csv");
        QCOMPARE(record->signals.size(), std::size_t{1});
        QCOMPARE(record->signals[0].spec.label, std::string("Value"));
    }
    void mistakesNameTheFile() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("no.csv").toStdString();
        QVERIFY(openRecorded(path).error().message.find("no.csv") != std::string::npos);
        std::ofstream(path) << "time,words\n1,a\n";
        const auto opened = openRecorded(path);
        QVERIFY(!opened.ok());
        QVERIFY(opened.error().message.find("no.csv") != std::string::npos);
        QVERIFY(opened.error().message.find("t_s") != std::string::npos);
    }
    void aRecordIsShownAsAnEndedRun() {
        const RunSnapshot snapshot =
            snapshotOf(*recordFromCsv(csvOf("t_s,requests,tasks,x,comment", 3), "a.csv"));
        QVERIFY(snapshot.ended);
        QCOMPARE(snapshot.elapsedS, 169.5);
        QCOMPARE(snapshot.progress, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestOpenedFile)
#include "tst_opened_file.moc"
