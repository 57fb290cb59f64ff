#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/plan/data_table.h"

using namespace leaktide;

namespace {

std::string whyNot(std::string_view text) {
    const auto table = DataTable::parse(text);
    return table ? std::string() : table.error().message;
}

}  // namespace

class TestDataTable : public QObject {
    Q_OBJECT
private slots:
    void cellsAreFoundByColumn() {
        const auto table =
            DataTable::parse("\xEF\xBB\xBFid, name\r\n1,\"a \"\"b\"\", c\"\r\n\r\n2,\"x\ny\"\r\n3,\n");
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message.c_str());
        QCOMPARE(table->rows(), 3U);
        const auto name = table->columnOf("name");
        QVERIFY(name && *name == 1 && !table->columnOf("Name"));
        QVERIFY(table->cell(0, *name) == "a \"b\", c");
        QVERIFY(table->cell(1, *name) == "x\ny");
        QVERIFY(table->cell(2, *name).empty());
        QVERIFY(table->cell(2, 0) == "3");
        QCOMPARE(table->lineOf(1), 4U);
        QCOMPARE(table->lineOf(2), 6U);
    }

    void mistakesNameTheirLine() {
        QVERIFY(whyNot("").find("it is empty") != std::string::npos);
        QVERIFY(whyNot("\n\n").find("it is empty") != std::string::npos);
        QVERIFY(whyNot("id,name\n").find("nothing below") != std::string::npos);
        QCOMPARE(whyNot("id,name\n1,a\n\n2\n"), std::string("line 4 has 1 cell, the header row has 2"));
        QCOMPARE(whyNot("id,name\n1,\"a\nb\",c\n"), std::string("line 2 has 3 cells, the header row has 2"));
        QVERIFY(whyNot("id,id\n1,2\n").find("'id' is there twice") != std::string::npos);
        QVERIFY(whyNot("id,\n1,2\n").find("column 2 has no name") != std::string::npos);
        QVERIFY(whyNot("id\n\"1\n").find("line 2: a quote is never closed") != std::string::npos);
    }

    void filesAreNamed() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("users.csv").toStdString();
        QVERIFY(DataTable::read(path).error().message.find("users.csv' cannot be read") != std::string::npos);
        QVERIFY(DataTable::read(folder.path().toStdString()).error().message.find("cannot be read") !=
                std::string::npos);
        std::ofstream(path) << "id\n7\n";
        const auto table = DataTable::read(path);
        QVERIFY(table.ok() && table->cell(0, 0) == "7");
        std::ofstream(path) << "id\n7,8\n";
        QVERIFY(DataTable::read(path).error().message.find("users.csv' makes no sense: line 2") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestDataTable)
#include "tst_data_table.moc"
