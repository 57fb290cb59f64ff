// Number for number what go tool pprof prints (tests/golden/profiles).
#include <QtTest>
#include <fstream>
#include <sstream>

#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_reader.h"
#include "engine/profile/profile_text.h"
#include "engine/profile/profile_units.h"

using namespace leaktide;

namespace {

const std::string Golden = LEAKTIDE_SOURCE_DIR "/tests/golden/profiles/";

std::string text(const std::string& name) {
    std::ifstream file(Golden + name, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

StackProfile profile(const std::string& name) {
    auto read = readProfileFile(Golden + name);
    return read ? std::move(read).value() : StackProfile();
}

}  // namespace

class TestProfileTop : public QObject {
    Q_OBJECT

private slots:
    void topsAreThoseOfPprof_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("expected");
        QTest::newRow("goroutine") << "goroutine_after.pb.gz"
                                   << "goroutine"
                                   << "goroutine_after.top.txt";
        QTest::newRow("inuse_space") << "heap_after.pb.gz"
                                     << "inuse_space"
                                     << "heap_after.top.txt";
        QTest::newRow("C++") << "leaktide_heap.pb.gz"
                             << "inuse_space"
                             << "leaktide_heap.top.txt";
        for (const char* hidden : {"hidden_go", "hidden_cpp", "hidden_std", "hidden_badly"}) {
            QTest::newRow(hidden) << QString(hidden) + ".pb.gz"
                                  << "inuse_space" << QString(hidden) + ".top.txt";
        }
        for (const char* type : {"inuse_objects", "alloc_space", "alloc_objects"}) {
            QTest::newRow(type) << "heap_after.pb.gz" << type << QString("heap_after.%1.top.txt").arg(type);
        }
    }
    void topsAreThoseOfPprof() {
        QFETCH(QString, file);
        QFETCH(QString, type);
        QFETCH(QString, expected);
        const StackProfile read = profile(file.toStdString());
        const auto index = findValueType(read, type.toStdString());
        QVERIFY(index.has_value());
        QCOMPARE(QString::fromStdString(topText(read, *index)),
                 QString::fromStdString(text(expected.toStdString())));
    }

    void differencesAreThoseOfPprof_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("goroutine") << "goroutine";
        QTest::newRow("heap") << "heap";
    }
    void differencesAreThoseOfPprof() {
        QFETCH(QString, kind);
        const std::string name = kind.toStdString();
        const auto difference = differenceOf(profile(name + "_before.pb.gz"), profile(name + "_after.pb.gz"));
        QVERIFY2(difference.ok(), difference ? "" : difference.error().message.c_str());
        QCOMPARE(QString::fromStdString(topText(*difference, difference->defaultType)),
                 QString::fromStdString(text(name + ".diff.txt")));
    }

    // Of a total of nothing, and of nothing of a total, as pprof says it.
    void nothingIsNoMistake() {
        const auto none = differenceOf(profile("heap_after.pb.gz"), profile("heap_after.pb.gz"));
        QVERIFY(none.ok());
        const QString text = QString::fromStdString(topText(*none, none->defaultType));
        QVERIFY2(text.contains("Showing nodes accounting for 0, 0% of "), qPrintable(text));
        QVERIFY2(!text.contains(QRegularExpression("of \\d+B total")), qPrintable(text));
        StackProfile zero = profile("goroutine_after.pb.gz");
        for (ProfileSample& sample : zero.samples) {
            sample.values = {0};
        }
        QVERIFY(topText(zero, 0).find("Showing nodes accounting for 0, 0% of 0 total") != std::string::npos);
    }

    void differentKindsHaveNoDifference() {
        const auto difference = differenceOf(profile("goroutine_before.pb.gz"), profile("heap_after.pb.gz"));
        QVERIFY(!difference.ok());
        QVERIFY(difference.error().message.find("goroutine/count") != std::string::npos);
    }

    void sharesAndUnitsFollowPprof() {
        QCOMPARE(formatProfileShare(1, 1), std::string("  100%"));
        QCOMPARE(formatProfileShare(0, 0), std::string("    0%"));
        QCOMPARE(formatProfileShare(-5, 1000), std::string("  0.5%"));
        QCOMPARE(formatProfileShare(123, 1000), std::string("12.30%"));
        QCOMPARE(formatProfileShare(1, 100'000'000), std::string("1e-06%"));
        QCOMPARE(formatProfileValue(1536, "bytes", "kB"), std::string("1.50kB"));
        QCOMPARE(formatProfileValue(2048, "bytes", "minimum"), std::string("2kB"));
        QCOMPARE(formatProfileValue(-3, "count", "count"), std::string("-3"));
        QCOMPARE(formatProfileValue(1500, "microseconds", "minimum"), std::string("1.50ms"));
        QCOMPARE(formatProfileValue(0, "bytes", "MB"), std::string("0"));
    }
};

QTEST_GUILESS_MAIN(TestProfileTop)
#include "tst_profile_top.moc"
