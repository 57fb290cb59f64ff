#include <QtTest>
#include <clocale>

#include "engine/base/text.h"

using namespace leaktide;

class TestText : public QObject {
    Q_OBJECT
private slots:
    void durations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ns");  // -1: refused
        QTest::newRow("bare seconds") << "30" << qint64{30'000'000'000};
        QTest::newRow("fraction") << "1.5s" << qint64{1'500'000'000};
        QTest::newRow("us") << "250us" << qint64{250'000};
        QTest::newRow("ms") << "100ms" << qint64{100'000'000};
        QTest::newRow("combined") << "1h30m" << qint64{5'400'000'000'000};
        QTest::newRow("zero") << "0" << qint64{0};
        QTest::newRow("empty") << "" << qint64{-1};
        QTest::newRow("negative") << "-5s" << qint64{-1};
        QTest::newRow("unit unknown") << "5parsec" << qint64{-1};
        QTest::newRow("unit twice") << "5ss" << qint64{-1};
        QTest::newRow("trailing number") << "5m3" << qint64{-1};
        QTest::newRow("slash") << "5s/" << qint64{-1};
        QTest::newRow("too long") << "9999999999h" << qint64{-1};
        QTest::newRow("many digits") << "1111111111111111111111s" << qint64{-1};
    }
    void durations() {
        QFETCH(QString, text);
        QFETCH(qint64, ns);
        const auto parsed = parseDuration(text.toStdString());
        QCOMPARE(parsed.ok(), ns >= 0);
        if (parsed) {
            QCOMPARE(qint64{parsed->count()}, ns);
        } else {
            QVERIFY(parsed.error().message.find(text.toStdString()) != std::string::npos);
        }
    }

    void counts() {
        QCOMPARE(*parseCount("2000"), std::uint64_t{2000});
        QCOMPARE(*parseCount("10k"), std::uint64_t{10'000});
        QCOMPARE(*parseCount("1.5m"), std::uint64_t{1'500'000});
        for (const char* bad :
             {"", "x", "1.5", "-1", "1kk", "10 k", "99999999999999999999", "99999999999g", "1/2"}) {
            QVERIFY2(!parseCount(bad), bad);
        }
    }

    void ratesAreExact() {
        QCOMPARE(*parseRate("2000"), (Rate{2000, std::chrono::seconds(1)}));
        QCOMPARE(*parseRate("1.75"), (Rate{7, std::chrono::seconds(4)}));
        QCOMPARE(*parseRate("300/1m"), (Rate{300, std::chrono::minutes(1)}));
        QCOMPARE(*parseRate("300/m"), (Rate{300, std::chrono::minutes(1)}));
        QCOMPARE(*parseRate("10k"), (Rate{10'000, std::chrono::seconds(1)}));
        QCOMPARE(parseRate("0")->count, std::uint64_t{0});
        for (const char* bad : {"", "fast", "5/", "5/0s", "5/x", "-3", "5s", "1e9"}) {
            QVERIFY2(!parseRate(bad), bad);
        }
    }

    void numbersIgnoreTheLocale() {
        const char* set = nullptr;
        for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"}) {
            set = set != nullptr ? set : std::setlocale(LC_ALL, name);
        }
        QCOMPARE(formatExact(1.5), std::string("1.5"));
        QCOMPARE(formatExact(0.02), std::string("0.02"));
        QCOMPARE(formatFixed(1.005, 1), std::string("1.0"));
        QCOMPARE(parseDouble("1.5").value(), 1.5);
        QVERIFY(!parseDouble("1,5"));
        QVERIFY(!parseDouble(""));
        std::setlocale(LC_ALL, "C");
    }

    void readableNumbers() {
        QCOMPARE(formatExact(std::numeric_limits<double>::quiet_NaN()), std::string());
        QCOMPARE(formatSignificant(0.0199976), std::string("0.0200"));
        QCOMPARE(formatSignificant(1234.5), std::string("1230"));
        QCOMPARE(formatSignificant(0), std::string("0"));
        QCOMPARE(formatSignificant(-2.345), std::string("-2.35"));
        QCOMPARE(formatCount(1234567), std::string("1,234,567"));
        QCOMPARE(formatCount(999), std::string("999"));
        QCOMPARE(formatBytes(512), std::string("512 B"));
        QCOMPARE(formatBytes(3481.6), std::string("3.4 KiB"));
        QCOMPARE(formatBytes(-1.5 * 1024 * 1024), std::string("-1.5 MiB"));
        QCOMPARE(formatDuration(std::chrono::microseconds(1200)), std::string("1.20 ms"));
        QCOMPARE(formatDuration(std::chrono::seconds(125)), std::string("2 min 05 s"));
        QCOMPARE(formatDuration(std::chrono::minutes(125)), std::string("2 h 05 min"));
    }

    void printableIsSafeForATerminal() {
        QCOMPARE(printable("a\x1b[31mb\n"), std::string("a\\x1b[31mb\\x0a"));
        QCOMPARE(printable("gr\xC3\xBC\xC3\x9F"), std::string("gr\xC3\xBC\xC3\x9F"));
        QCOMPARE(printable("\xC3"), std::string("\xEF\xBF\xBD"));
        QCOMPARE(printable("\xED\xA0\x80").substr(0, 3), std::string("\xEF\xBF\xBD"));  // a lone surrogate
        QCOMPARE(printable("\xC2\x9B"), std::string("\\x9b"));                          // C1 control
        QVERIFY(printable(std::string(5000, 'x'), 100).size() < 110);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
