#include <QtTest>

#include "engine/plan/check.h"

using namespace leaktide;

Q_DECLARE_METATYPE(leaktide::Check::Test)

class TestCheck : public QObject {
    Q_OBJECT
private slots:
    void whatIsWritten_data() {
        using Test = Check::Test;
        QTest::addColumn<QString>("text");
        QTest::addColumn<Check::Test>("test");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* text, Test test, const char* name, const char* value) {
            QTest::newRow(text) << text << test << name << value;
        };
        row("body~a = b", Test::Holds, "", "a = b");
        row("body!~ x", Test::HoldsNot, "", " x");
        row("body=", Test::Equals, "", "");
        row("header:Content-Type", Test::Exists, "Content-Type", "");
        row("header:Content-Type~json", Test::Holds, "Content-Type", "json");
        row("header:X!=a~b", Test::Differs, "X", "a~b");
        row("json:/a/b", Test::Exists, "/a/b", "");
        row("json:/a~1b/0=\"x=y\"", Test::Equals, "/a~1b/0", "\"x=y\"");
        row("json:/a!=3", Test::Differs, "/a", "3");
        row("json:", Test::Exists, "", "");
        row("latency<250us", Test::Below, "", "250us");
    }
    void whatIsWritten() {
        QFETCH(QString, text);
        QFETCH(Check::Test, test);
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto check = parseCheck(text.toStdString());
        QVERIFY2(check.ok(), check.ok() ? "" : check.error().message.c_str());
        QVERIFY(check->test == test);
        QCOMPARE(QString::fromStdString(check->name), name);
        QCOMPARE(QString::fromStdString(check->value), value);
        QCOMPARE(QString::fromStdString(check->text), text);
    }

    void statusesAreListed() {
        const auto check = parseCheck("status!= 200, 3xx,404-410 ");
        QVERIFY(check.ok());
        QVERIFY(check->test == Check::Test::Differs);
        QCOMPARE(check->statuses.size(), 3U);
        QCOMPARE(check->statuses[0].from, 200);
        QCOMPARE(check->statuses[0].to, 200);
        QCOMPARE(check->statuses[1].from, 300);
        QCOMPARE(check->statuses[1].to, 399);
        QCOMPARE(check->statuses[2].to, 410);
    }

    void nonsenseIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"",           "status",     "status=",    "status=20", "status=2x", "status=300-200",
              "status=0xx", "status~200", "statis=200", "body",      "body~",     "header:",
              "header:X<3", "json:a/b=1", "json:/a~2",  "latency",   "latency<0", "latency<fast",
              "latency=3s", "=200"}) {
            QTest::newRow(text) << text;
        }
    }
    void nonsenseIsRefused() {
        QFETCH(QString, text);
        const auto check = parseCheck(text.toStdString());
        QVERIFY(!check.ok());
        QVERIFY(check.error().message.find("the check '" + text.toStdString() + "'") == 0);
    }

    void secretsAreRedacted() {
        QCOMPARE(redactCheck("header:X-Api-Key=c4nary"), std::string("header:X-Api-Key=***"));
        QCOMPARE(redactCheck("json:/user/password!=c4nary"), std::string("json:/user/password!=***"));
        QCOMPARE(redactCheck("json:/user/name=me"), std::string("json:/user/name=me"));
        QCOMPARE(redactCheck("body~token"), std::string("body~token"));
        QCOMPARE(redactCheck("header:Cookie"), std::string("header:Cookie"));
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
