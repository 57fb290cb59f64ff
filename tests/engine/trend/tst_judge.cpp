#include <QTest>
#include <algorithm>
#include <string>

#include "engine/base/csv_reader.h"
#include "engine/base/text.h"
#include "engine/trend/judge.h"

using namespace leaktide;

namespace {

struct Shape {
    bool requests = true;
    bool phase = false;
    double keepInDrain = 1;
};

// 20 idle rows, 300 under load with 3 items lost for every 100 requests, 20 of drain.
std::string leakingCsv(const Shape& shape, const std::string& lineEnd = "\n") {
    std::string csv = std::string("t_s") + (shape.requests ? ",requests" : "") + ",value" +
                      (shape.phase ? ",phase" : "") + lineEnd;
    for (int i = 0; i < 340; ++i) {
        const int loaded = std::clamp(i - 19, 0, 300);
        const bool drain = i >= 320;
        const double lost = 3.0 * loaded * (drain ? shape.keepInDrain : 1);
        csv += formatExact(0.5 * i);
        csv += shape.requests ? "," + std::to_string(100 * loaded) : "";
        csv += "," + formatExact(7 + lost + (i * 7 % 5) * 0.2);
        csv += shape.phase ? (drain ? ",drain" : loaded > 0 ? ",load" : ",idle") : "";
        csv += lineEnd;
    }
    return csv;
}

TrendVerdict verdictOf(const std::string& csv) {
    const auto verdict = judgeCsv(csv, {.unit = SignalUnit::Items});
    if (!verdict) {
        qFatal("%s", verdict.error().message.c_str());
    }
    return *verdict;
}

std::string errorOf(const std::string& csv) {
    const auto verdict = judgeCsv(csv, {});
    return verdict ? "no error" : verdict.error().message;
}

}  // namespace

class TestJudge : public QObject {
    Q_OBJECT

private slots:
    void tellsALeakWithPhasesNamedOrNot();
    void tellsWhatWasGivenBack();
    void usesTimeWithoutRequests();
    void readsWindowsLineEndsQuotesAndAByteOrderMark();
    void takesAGapForWhatItIs();
    void namesLineAndColumnOfAMistake_data();
    void namesLineAndColumnOfAMistake();
    void putsRowsInOrderOfTime();
    void findsTheDrainBetweenTwoLoads();
    void readsQuotedCells();
    void keepsToItsLimits();
};

void TestJudge::tellsALeakWithPhasesNamedOrNot() {
    for (const bool named : {true, false}) {
        const auto verdict = verdictOf(leakingCsv({.phase = named}));
        QVERIFY2(verdict.verdict == Verdict::Leak, english(verdict.evidence).c_str());
        QVERIFY(verdict.perRequest->low <= 0.03 && 0.03 <= verdict.perRequest->high);
        QVERIFY(verdict.firstGrowingTS && *verdict.firstGrowingTS > 10 && *verdict.firstGrowingTS < 160);
    }
}

void TestJudge::tellsWhatWasGivenBack() {
    const auto verdict = verdictOf(leakingCsv({.keepInDrain = 0.01}));
    QVERIFY2(verdict.verdict == Verdict::Released, english(verdict.evidence).c_str());
}

void TestJudge::usesTimeWithoutRequests() {
    const auto verdict = verdictOf(leakingCsv({.requests = false, .phase = true}));
    QVERIFY2(verdict.verdict == Verdict::Leak, english(verdict.evidence).c_str());
    QCOMPARE(verdict.counter, std::string("seconds"));
    QVERIFY(verdict.perRequest->low <= 6 && 6 <= verdict.perRequest->high);
    QVERIFY(english(verdict.evidence).find("per second") != std::string::npos);
}

void TestJudge::readsWindowsLineEndsQuotesAndAByteOrderMark() {
    std::string csv = leakingCsv({.phase = true}, "\r\n");
    csv.replace(csv.find("value"), 5, "\"VALUE\"");
    const auto verdict = verdictOf("\xEF\xBB\xBF" + csv);
    QVERIFY2(verdict.verdict == Verdict::Leak, english(verdict.evidence).c_str());
}

void TestJudge::takesAGapForWhatItIs() {
    std::string csv = leakingCsv({});
    csv += "170.5,30000,\n171,30000,NaN\n171.5,,906\n";
    QVERIFY(verdictOf(csv).verdict == Verdict::Leak);
}

void TestJudge::namesLineAndColumnOfAMistake_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("empty") << QByteArray("") << QByteArray("empty");
    QTest::newRow("no value") << QByteArray("t_s,requests\n1,2\n") << QByteArray("no column value");
    QTest::newRow("twice") << QByteArray("t_s,value,Value\n1,2,3\n") << QByteArray("value is there twice");
    QTest::newRow("no rows") << QByteArray("t_s,value\n") << QByteArray("no row");
    QTest::newRow("no number") << QByteArray("t_s,value\n1,2\n\n2,3 MB\n")
                               << QByteArray("line 4, column value: '3 MB' is no number");
    QTest::newRow("phase") << QByteArray("t_s,value,phase\n1,2,rest\n")
                           << QByteArray("line 2, column phase: 'rest'");
    QTest::newRow("open quote") << QByteArray("t_s,value\n1,\"2\n")
                                << QByteArray("line 2: a quote is never closed");
}

void TestJudge::namesLineAndColumnOfAMistake() {
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, says);
    const QByteArray said = errorOf(csv.toStdString()).c_str();
    QVERIFY2(said.contains(says), said);
}

void TestJudge::putsRowsInOrderOfTime() {
    const std::string csv = leakingCsv({.phase = true});
    const std::size_t header = csv.find('\n') + 1;
    std::string newestFirst = csv.substr(0, header);
    for (std::size_t end = csv.size(); end > header;) {
        const std::size_t begin = csv.rfind('\n', end - 2) + 1;
        newestFirst += csv.substr(begin, end - begin);
        end = begin;
    }
    const auto inOrder = verdictOf(csv);
    const auto turned = verdictOf(newestFirst);
    QVERIFY2(turned.verdict == Verdict::Leak, english(turned.evidence).c_str());
    QCOMPARE(turned.perRequest->value, inOrder.perRequest->value);

    const auto clockSet = readGaugeSeries("t_s,value\n10,1\n11,2\n12,3\n2,4\n3,5\n" + [] {
        std::string rest;
        for (int i = 4; i < 40; ++i) {
            rest += std::to_string(i) + ",6\n";
        }
        return rest;
    }());
    QVERIFY(clockSet.ok());
    QCOMPARE(clockSet->rows.front().sample.value, 1.0);
}

void TestJudge::findsTheDrainBetweenTwoLoads() {
    std::string csv = "t_s,requests,value\n";
    for (int i = 0; i < 100; ++i) {
        const int requests = i < 10   ? 0
                             : i < 40 ? 10 * (i - 9)
                             : i < 60 ? 300
                             : i < 90 ? 300 + 10 * (i - 59)
                                      : 600;
        csv += std::to_string(i) + "," + std::to_string(requests) + ",5\n";
    }
    auto series = readGaugeSeries(csv);
    QVERIFY(series.ok());
    phasesFromRequests(*series);
    const auto phaseAt = [&](std::size_t row) { return series->rows.at(row).phase; };
    QVERIFY(phaseAt(0) == TrendPhase::Idle && phaseAt(9) == TrendPhase::Idle);
    QVERIFY(phaseAt(10) == TrendPhase::Load && phaseAt(39) == TrendPhase::Load);
    QVERIFY(phaseAt(41) == TrendPhase::Drain && phaseAt(59) == TrendPhase::Drain);
    QVERIFY(phaseAt(60) == TrendPhase::Load && phaseAt(89) == TrendPhase::Load);
    QVERIFY(phaseAt(90) == TrendPhase::Drain && phaseAt(99) == TrendPhase::Drain);
}

void TestJudge::readsQuotedCells() {
    CsvReader reader("a,\"b \"\"c\"\"\nd\",\r\n\"\",e");
    std::vector<std::string_view> cells;
    QVERIFY(*reader.next(cells));
    QCOMPARE(cells.size(), std::size_t(3));
    QVERIFY(cells[1] == "b \"c\"\nd" && cells[2].empty());
    QVERIFY(*reader.next(cells));
    QCOMPARE(reader.line(), std::size_t(3));
    QVERIFY(cells[0].empty() && cells[1] == "e");
    QVERIFY(!*reader.next(cells));
}

void TestJudge::keepsToItsLimits() {
    std::vector<std::string_view> cells;
    CsvReader wide("a,b,c\n", {.rows = 10, .columns = 2, .cellBytes = 10});
    QVERIFY(!wide.next(cells).ok());
    CsvReader big("abcdefghijk\n", {.rows = 10, .columns = 2, .cellBytes = 10});
    QVERIFY(!big.next(cells).ok());
    CsvReader many("a\nb\n", {.rows = 1, .columns = 2, .cellBytes = 10});
    QVERIFY(many.next(cells).ok());
    QVERIFY(!many.next(cells).ok());
}

QTEST_APPLESS_MAIN(TestJudge)
#include "tst_judge.moc"
