#include <QtTest>

#include "engine/plan/curl_command.h"
#include "engine/plan/shell_words.h"

using namespace leaktide;

namespace {

CurlCommand taken(std::string_view text) {
    auto command = parseCurlCommand(text);
    if (!command) {
        qFatal("%s", command.error().message.c_str());
    }
    return std::move(command).value();
}

std::string valueOf(const RequestSpec& request, std::string_view name) {
    for (const Header& header : request.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return "none";
}

}  // namespace

class TestCurlCommand : public QObject {
    Q_OBJECT
private slots:
    void wordsAreSplitAsAShellDoes() {
        const auto words =
            splitShellWords("a 'b c' \"d \\\"e\\\" \\n\" f\\ g \\\n h'i'\"j\" '' $'k\\n\\x41\\u00e9\\'' x$");
        QVERIFY2(words.ok(), words.ok() ? "" : words.error().message.c_str());
        QCOMPARE(*words, (std::vector<std::string>{"a", "b c", "d \"e\" \\n", "f g", "hij", "",
                                                   "k\nA\xc3\xa9'", "x$"}));
    }

    void whatAShellWouldRunIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"a $(id)", "a \"$(id)\"", "a `id`", "a \"`id`\"", "a $HOME", "a \"${x}\"", "a | b", "a & b",
              "a; b", "a > f", "a < f", "(a)", "'a", "\"a", "$'a", "a \\"}) {
            QTest::newRow(text) << text;
        }
    }
    void whatAShellWouldRunIsRefused() {
        QFETCH(QString, text);
        QVERIFY(!splitShellWords(text.toStdString()).ok());
        QVERIFY(!parseCurlCommand("curl http://127.0.0.1/ " + text.toStdString()).ok());
    }

    void aRequestAsABrowserCopiesIt() {
        const CurlCommand command = taken(
            "curl 'http://127.0.0.1:8080/orders?x=1&y=2' \\\n  -X 'PUT' \\\n  -H 'accept: */*' \\\n"
            "  -H 'X-Empty;' -H 'Left-Out:' -b 'sid=1; t=2' \\\n  --data-raw $'{\"a\":\"it\\'s\"}' "
            "--compressed");
        QCOMPARE(command.request.url, std::string("http://127.0.0.1:8080/orders?x=1&y=2"));
        QCOMPARE(command.request.method, std::string("PUT"));
        QCOMPARE(command.request.body, std::string("{\"a\":\"it's\"}"));
        QCOMPARE(valueOf(command.request, "accept"), std::string("*/*"));
        QCOMPARE(valueOf(command.request, "X-Empty"), std::string());
        QCOMPARE(valueOf(command.request, "Left-Out"), std::string("none"));
        QCOMPARE(valueOf(command.request, "Cookie"), std::string("sid=1; t=2"));
        QVERIFY(valueOf(command.request, "Accept-Encoding").find("gzip") == 0);
    }

    void flagsReachThePlan() {
        const CurlCommand command = taken(
            "curl -sSkL -u me:pw -A agent -e from -x http://127.0.0.1:3128 --http2 --unix-socket /s "
            "--connect-to a:1:b:2 --resolve a:1:127.0.0.1 --max-time 2.5 --url https://a/");
        const ConnectionPlan& connection = command.connection;
        QVERIFY(!connection.verifyTls && connection.httpVersion == HttpVersion::Http2);
        QCOMPARE(connection.proxy, std::string("http://127.0.0.1:3128"));
        QCOMPARE(connection.unixSocket, std::string("/s"));
        QCOMPARE(connection.connectTo, std::vector<std::string>{"a:1:b:2"});
        QCOMPARE(connection.resolve, std::vector<std::string>{"a:1:127.0.0.1"});
        QVERIFY(connection.timeout == std::chrono::milliseconds(2500));
        QCOMPARE(valueOf(command.request, "Authorization"), std::string("Basic bWU6cHc="));
        QCOMPARE(valueOf(command.request, "User-Agent"), std::string("agent"));
        QCOMPARE(valueOf(command.request, "Referer"), std::string("from"));
        QCOMPARE(command.notes.size(), 1U);
        QVERIFY(taken("curl --http2 http://a/").connection.httpVersion == HttpVersion::Http1);
    }

    void bodiesAndMethods() {
        const RequestSpec post = taken("curl http://a/ -d x=1 -dy=2").request;
        QCOMPARE(post.method, std::string("POST"));
        QCOMPARE(post.body, std::string("x=1&y=2"));
        const RequestSpec json = taken("curl http://a/ --json '{\"a\":1}' -H 'Accept: text/plain'").request;
        QCOMPARE(valueOf(json, "Content-Type"), std::string("application/json"));
        QCOMPARE(valueOf(json, "Accept"), std::string("text/plain"));
        const RequestSpec get = taken("curl -G http://a/p?z=0#top -d x=1 -d y=2").request;
        QCOMPARE(get.method, std::string("GET"));
        QCOMPARE(get.url, std::string("http://a/p?z=0&x=1&y=2"));
        QVERIFY(get.body.empty());
        QCOMPARE(taken("curl -I a:80").request.method, std::string("HEAD"));
        QCOMPARE(taken("curl http://a/ --data-raw @file").request.body, std::string("@file"));
        QCOMPARE(taken("curl http://a/ -d ''").request.method, std::string("POST"));
    }

    void whatCannotBeCarriedOverIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "wget http://a/", "curl", "curl http://a/ http://b/", "curl ftp://a/",
              "curl -d @/etc/passwd http://a/", "curl --data-binary @x http://a/", "curl --json @x http://a/",
              "curl -H @x http://a/", "curl -b jar.txt http://a/", "curl -K conf", "curl -o out http://a/",
              "curl -F a=b http://a/", "curl -u me http://a/", "curl -X", "curl --frobnicate http://a/",
              "curl -H nonsense http://a/", "curl --max-time -1 http://a/"}) {
            QTest::newRow(text) << text;
        }
    }
    void whatCannotBeCarriedOverIsRefused() {
        QFETCH(QString, text);
        const auto command = parseCurlCommand(text.toStdString());
        QVERIFY(!command.ok());
        QVERIFY(command.error().message.find("the curl command cannot be taken: ") == 0);
    }

    void refusalsRepeatNoSecret() {
        for (const char* text :
             {"curl -u c4nary http://a/", "curl -H c4nary http://a/", "curl -b c4nary http://a/",
              "curl -d @c4nary http://a/", "curl http://a/ 'c4nary"}) {
            const auto command = parseCurlCommand(text);
            QVERIFY(!command.ok());
            QVERIFY(command.error().message.find("c4nary") == std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curl_command.moc"
