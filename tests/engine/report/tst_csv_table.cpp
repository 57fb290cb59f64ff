#include <QTest>

#include <clocale>
#include <limits>

#include "csv_reader.h"
#include "engine/report/csv_table.h"

using leaktide::CsvTable;
using leaktide::testing::readCsv;

class TestCsvTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textComesBack_data();
    void textComesBack();
    void formulasAreDefused_data();
    void formulasAreDefused();
    void numbersStayNumbers();
    void nothingMeasuredIsEmpty();
};

// The cases of csv-spectrum (commas, escaped quotes, line breaks, empty, JSON, UTF-8) and of the list of
// naughty strings.
void TestCsvTable::textComesBack_data() {
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> cases{"plain",
                                  "comma, inside",
                                  "ha \"ha\" ha",
                                  "\"",
                                  "\"\"",
                                  "two\r\nlines",
                                  "two\nlines",
                                  "a\rb",
                                  "",
                                  " blanks around ",
                                  R"({"type": "Point", "coordinates": [102.0, 0.5]})",
                                  "ʤ 中文 العربية 🏳️‍🌈",
                                  "\xEF\xBB\xBF",
                                  "undefined",
                                  "NULL",
                                  "1e309",
                                  "0x0",
                                  "';--",
                                  "<script>alert(1)</script>",
                                  "${jndi:ldap://x}",
                                  "%s%n%x",
                                  "../../etc/passwd",
                                  "\xE2\x80\xAE"
                                  "rtl",
                                  "\x7F\x1b[31m",
                                  QByteArray("a\0b", 3),
                                  ",,,",
                                  ",\",\r\n"};
    for (qsizetype i = 0; i < cases.size(); ++i) {
        QTest::addRow("%d", static_cast<int>(i)) << cases[i];
    }
}

void TestCsvTable::textComesBack() {
    QFETCH(QByteArray, text);
    CsvTable table({"a", "b", "c"});
    table.text(text.toStdString()).text("next").text(text.toStdString()).endRow();
    const auto rows = readCsv(table.take());
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), 2U);
    QCOMPARE(rows->at(0), (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(rows->at(1), (std::vector<std::string>{text.toStdString(), "next", text.toStdString()}));
}

void TestCsvTable::formulasAreDefused_data() {
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> cases{"=1+1", "+1",  "-1+cmd|'/c calc'!A0", "@SUM(A1)",
                                  "\tx",  "\rx", QByteArray("\0x", 2)};
    for (qsizetype i = 0; i < cases.size(); ++i) {
        QTest::addRow("%d", static_cast<int>(i)) << cases[i];
    }
}

void TestCsvTable::formulasAreDefused() {
    QFETCH(QByteArray, text);
    CsvTable table({"a"});
    table.text(text.toStdString()).endRow();
    const auto rows = readCsv(table.take());
    QVERIFY(rows.has_value());
    QCOMPARE(rows->at(1).at(0), "'" + text.toStdString());
}

void TestCsvTable::numbersStayNumbers() {
    CsvTable table({"n"});
    const auto cell = [](double value) {
        CsvTable one({"n"});
        one.number(value).endRow();
        return readCsv(one.take())->at(1).at(0);
    };
    QCOMPARE(cell(-1.5), std::string("-1.5"));
    QCOMPARE(cell(-3), std::string("-3"));
    QCOMPARE(cell(1e7), std::string("10000000"));
    QCOMPARE(cell(5368709120.0), std::string("5368709120"));
    QCOMPARE(cell(-0.0), std::string("0"));
    QCOMPARE(cell(0.1), std::string("0.1"));
    CsvTable counts({"n"});
    counts.count(std::numeric_limits<std::uint64_t>::max()).fixed(1.0 / 3, 3).endRow();
    QCOMPARE(readCsv(counts.take())->at(1), (std::vector<std::string>{"18446744073709551615", "0.333"}));
}

void TestCsvTable::nothingMeasuredIsEmpty() {
    CsvTable table({"a", "b", "c", "d"});
    table.number(std::nullopt)
        .number(std::numeric_limits<double>::quiet_NaN())
        .fixed(std::nullopt, 2)
        .empty()
        .endRow();
    QCOMPARE(table.take(), std::string("a,b,c,d\r\n,,,\r\n"));
}

QTEST_APPLESS_MAIN(TestCsvTable)
#include "tst_csv_table.moc"
