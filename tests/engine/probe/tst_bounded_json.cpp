#include <QtTest>
#include <string>

#include "engine/probe/bounded_json.h"

using namespace leaktide;

namespace {

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

class TestBoundedJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWithinBoundsIsRead() {
        QCOMPARE(parseBoundedJson("{\"a\": [1, {\"b\": 2}]}").at("a").at(1).at("b").get<int>(), 2);
        QVERIFY(parseBoundedJson(nested(MostJsonDepth)).is_array());
    }
    void depthIsRefused() {
        QVERIFY(parseBoundedJson(nested(MostJsonDepth + 1)).is_discarded());
        QVERIFY(parseBoundedJson(std::string(10'000'000, '[')).is_discarded());
    }
    void bracketsInTextAreText() {
        const std::string text = "\"\\\"[[" + std::string(1000, '[') + "\\\\\"";  // "\"[[[…\\"
        QVERIFY(parseBoundedJson(text).is_string());
        // The text has ended: what follows it nests again.
        QVERIFY(parseBoundedJson("[" + text + "," + nested(MostJsonDepth) + "]").is_discarded());
    }
    void sizeIsRefused() {
        QVERIFY(parseBoundedJson('"' + std::string(MostJsonBytes, 'x') + '"').is_discarded());
    }
    void whatIsNoJsonIsNone() {
        QVERIFY(parseBoundedJson("").is_discarded());
        QVERIFY(parseBoundedJson("]]]{").is_discarded());
        QVERIFY(parseBoundedJson("\"\\").is_discarded());
    }
};

QTEST_APPLESS_MAIN(TestBoundedJson)
#include "tst_bounded_json.moc"
