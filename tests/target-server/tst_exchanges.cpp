// What takes more than one message to show: time, order, and what comes between request and response.
#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestExchanges : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

    static QByteArray post(const QByteArray& fields, const QByteArray& body) {
        return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
    }

private slots:
    void initTestCase() { QVERIFY(m_target.start({"--header-timeout", "300ms", "--body-timeout", "300ms"})); }

    void silenceIsAnsweredInTime_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("head") << QByteArray("GET / ");
        QTest::newRow("field") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n");
        QTest::newRow("body") << post("Content-Length: 5\r\n", "hel");
        QTest::newRow("chunk") << post("Transfer-Encoding: chunked\r\n", "5\r\nhel");
    }
    void silenceIsAnsweredInTime() {
        QFETCH(QByteArray, request);
        RawClient client(m_target.port());
        QVERIFY(client.send(request));
        QCOMPARE(statusOf(client.readResponse()), 408);
        QVERIFY(client.endsWithin(5000));
    }

    void pipelinedRequestsAreAnsweredInOrder() {
        RawClient client(m_target.port());
        QVERIFY(
            client.send(get("/bytes?size=1") + post("Content-Length: 3\r\n", "two") + get("/bytes?size=3")));
        QCOMPARE(bodyOf(client.readResponse()), QByteArray("x"));
        QCOMPARE(bodyOf(client.readResponse()), QByteArray("two"));
        QCOMPARE(bodyOf(client.readResponse()), QByteArray("xxx"));
    }

    void aHeadThatComesByteByByteIsRead() {
        RawClient client(m_target.port());
        for (const char c : get("/json")) {
            QVERIFY(client.send(QByteArray(1, c)));
        }
        QCOMPARE(statusOf(client.readResponse()), 200);
    }

    void headHasNoBody() {
        RawClient client(m_target.port());
        QVERIFY(client.send("HEAD /bytes?size=7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        const QByteArray response = client.readResponse(1000);
        QVERIFY(response.contains("\r\nContent-Length: 7\r\n"));
        QVERIFY(bodyOf(response).isEmpty());
    }

    void continueIsSaidBeforeTheBody() {
        RawClient client(m_target.port());
        QVERIFY(client.send(post("Expect: 100-continue\r\nContent-Length: 5\r\n", "")));
        QCOMPARE(statusOf(client.readResponse()), 100);
        QVERIFY(client.send("hello"));
        QCOMPARE(bodyOf(client.readResponse()), QByteArray("hello"));
    }

    void noLengthWithoutContent() {
        const QByteArray response = exchange(m_target.port(), get("/status/204"));
        QCOMPARE(statusOf(response), 204);
        QVERIFY2(!response.contains("Content-Length"), response);
    }

    void traceContextComesBack() {
        const QByteArray id = "0af7651916cd43dd8448eb211c80319c";
        const QByteArray response =
            exchange(m_target.port(), get("/json", "traceparent: 00-" + id + "-b7ad6b7169203331-01\r\n"));
        QVERIFY2(response.contains("\r\nX-Trace-ID: " + id + "\r\n"), response);
        QVERIFY2(!response.contains("b7ad6b7169203331"), response);  // the span is a new one
    }
};

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
