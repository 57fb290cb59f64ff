#include <QtTest>
#include <thread>

#include "engine/probe/http_getter.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

class TestHttpGetter : public QObject {
    Q_OBJECT

private slots:
    void keepsItsConnection() {
        SmallServer server;
        server.answer("/a", {200, "hello", "Content-Type: text/plain\r\n"});
        HttpGetter getter({});
        for (int i = 0; i < 5; ++i) {
            const auto answer = getter.get(server.url("/a"));
            QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
            QCOMPARE(answer->status, 200L);
            QCOMPARE(answer->body, std::string("hello"));
            QCOMPARE(answer->contentType, std::string("text/plain"));
        }
        QCOMPARE(server.connections(), 1);
    }

    void sendsItsHeadersAndPosts() {
        SmallServer server;
        server.answer("/gc", {200, "{}"});
        HttpGetterSettings settings;
        settings.headers = {{"X-Leaktide-Token", "abc"}};
        HttpGetter getter(settings);
        QVERIFY(getter.post(server.url("/gc")).ok());
        const auto requests = server.requests();
        QCOMPARE(requests.size(), std::size_t{1});
        QCOMPARE(requests[0].method, std::string("POST"));
        QVERIFY(requests[0].head.find("X-Leaktide-Token: abc\r\n") != std::string::npos);
    }

    void refusesTooMuch() {
        SmallServer server;
        server.answer("/big", {200, std::string(20000, 'x')});
        HttpGetterSettings settings;
        settings.maxBytes = 10000;
        const auto answer = HttpGetter(settings).get(server.url("/big"));
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().kind == ErrorKind::Protocol);
        QVERIFY(answer.error().message.find("larger than") != std::string::npos);
    }

    void followsToAnotherLoopbackPortOnly() {
        SmallServer debug;
        debug.answer("/debug/stats", {200, "{}"});
        SmallServer load;
        load.answer("/debug/stats", {307, "", "Location: " + debug.url("/debug/stats") + "\r\n"});
        load.answer("/away", {302, "", "Location: http://example.invalid/x\r\n"});
        load.answer("/round", {302, "", "Location: /round\r\n"});
        HttpGetter getter({});
        const auto answer = getter.get(load.url("/debug/stats"));
        QVERIFY(answer.ok());
        QCOMPARE(answer->url, debug.url("/debug/stats"));
        const auto away = getter.get(load.url("/away"));
        QVERIFY(!away.ok());
        QVERIFY(away.error().message.find("another host") != std::string::npos);
        QVERIFY(!getter.get(load.url("/round")).ok());
        QVERIFY(load.requests().size() <= 8);
    }

    void errorsHoldNoSecret() {
        SmallServer server;
        server.answer("/slow?token=canary", {200, "", "", std::chrono::milliseconds(3000)});
        HttpGetterSettings settings;
        settings.headers = {{"Authorization", "Bearer canary"}};
        settings.timeout = std::chrono::milliseconds(100);
        const std::string host = "127.0.0.1:" + std::to_string(server.port());
        const auto late = HttpGetter(settings).get("http://me:canary@" + host + "/slow?token=canary");
        QVERIFY(!late.ok());
        QVERIFY(late.error().kind == ErrorKind::Unreachable);
        QVERIFY(late.error().message.find("canary") == std::string::npos);
    }

    void cancelEndsAnExchangeAtOnce() {
        SmallServer server;
        server.answer("/slow", {200, "", "", std::chrono::seconds(20)});
        HttpGetterSettings settings;
        settings.timeout = std::chrono::seconds(20);
        HttpGetter getter(settings);
        std::thread canceller([&] {
            while (server.requests().empty()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
            getter.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const auto answer = getter.get(server.url("/slow"));
        canceller.join();
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().kind == ErrorKind::Interrupted);
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(!getter.get(server.url("/slow")).ok());
    }
};

QTEST_GUILESS_MAIN(TestHttpGetter)
#include "tst_http_getter.moc"
