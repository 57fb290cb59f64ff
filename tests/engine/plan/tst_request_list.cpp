#include <QtTest>

#include "engine/plan/request_list.h"

using namespace leaktide;

namespace {

template <typename Parse>
std::string whyNot(Parse parse, std::string_view text) {
    const auto list = parse(text);
    return list ? std::string() : list.error().message;
}

}  // namespace

class TestRequestList : public QObject {
    Q_OBJECT
private slots:
    void targetsAsVegetaReadsThem() {
        const auto list = parseTargets(
            "# two targets without a blank line between, then two more\n"
            "GET http://127.0.0.1:8080/a\nHEAD http://127.0.0.1:8080/b\r\n\r\n"
            "POST http://127.0.0.1:8080/c\nContent-Type: text/plain\nX-A:1:2\n@/tmp/body.txt\n\n\n"
            "# the last\nDELETE http://127.0.0.1:8080/d");
        QVERIFY2(list.ok(), list.ok() ? "" : list.error().message.c_str());
        QCOMPARE(list->size(), 4U);
        QCOMPARE((*list)[1].request.method, std::string("HEAD"));
        QCOMPARE((*list)[1].request.url, std::string("http://127.0.0.1:8080/b"));
        const ListedRequest& post = (*list)[2];
        QVERIFY(post.request.headers ==
                (std::vector<Header>{{"Content-Type", "text/plain"}, {"X-A", "1:2"}}));
        QCOMPARE(post.bodyFile, std::string("/tmp/body.txt"));
        QVERIFY((*list)[3].bodyFile.empty() && (*list)[3].request.headers.empty());
    }

    void urlsMayHaveWeights() {
        const auto list = parseUrls("http://127.0.0.1/a 9\n\n# no\n127.0.0.1:81/b\n");
        QVERIFY2(list.ok(), list.ok() ? "" : list.error().message.c_str());
        QCOMPARE(list->size(), 2U);
        QCOMPARE((*list)[0].request.weight, 9U);
        QCOMPARE((*list)[1].request.weight, 1U);
        QCOMPARE((*list)[1].request.url, std::string("127.0.0.1:81/b"));
    }

    void mistakesNameTheirLine() {
        QCOMPARE(whyNot(parseTargets, "# nothing\n"), std::string("it lists no request"));
        QVERIFY(whyNot(parseTargets, "GET http://a/\n\nX-A: 1\n").find("line 3: 'X-A'") == 0);
        QVERIFY(whyNot(parseTargets, "GET http://a/\nnonsense\n").find("line 2: a header") == 0);
        QVERIFY(whyNot(parseTargets, "GET ftp://a/\n").find("line 1: URL") == 0);
        QVERIFY(whyNot(parseTargets, "GET http://a/\n@\n").find("line 2: '@'") == 0);
        QVERIFY(whyNot(parseUrls, "http://a/ 0\n").find("line 1: '0' is no weight") == 0);
        QVERIFY(whyNot(parseUrls, "http://a/ x\n").find("line 1: 'x' is no weight") == 0);
        QCOMPARE(whyNot(parseUrls, ""), std::string("it lists no request"));
    }
};

QTEST_GUILESS_MAIN(TestRequestList)
#include "tst_request_list.moc"
