// RFC 9110 and RFC 9112, and the shapes that smuggle requests past one of two servers in a row.
#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestConformance : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

    static void row(const char* name, const QByteArray& request, int status, bool closes = false) {
        QTest::newRow(name) << request << status << closes;
    }
    static QByteArray with(const QByteArray& fields) { return "GET /json HTTP/1.1\r\n" + fields + "\r\n"; }
    static QByteArray post(const QByteArray& fields, const QByteArray& body) {
        return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
    }
    static QByteArray chunked(const QByteArray& body) { return post("Transfer-Encoding: chunked\r\n", body); }

    static void hostRows() {
        row("plain", with("Host: a\r\n"), 200);
        row("no host", with(""), 400, true);
        row("two hosts", with("Host: a\r\nHost: a\r\n"), 400, true);
        row("empty host", with("Host: \r\n"), 400, true);
        row("user info in host", with("Host: u@a\r\n"), 400, true);
        row("path in host", with("Host: a/b\r\n"), 400, true);
        row("list in host", with("Host: a,b\r\n"), 400, true);
        row("bad port in host", with("Host: a:b\r\n"), 400, true);
        row("ipv6 host", with("Host: [::1]:80\r\n"), 200);
        row("1.0 without host", "GET /json HTTP/1.0\r\n\r\n", 200, true);
    }
    static void headRows() {
        row("folded line", with("Host: a\r\nX: a\r\n b\r\n"), 400, true);
        row("blank before first field", with(" X: a\r\nHost: a\r\n"), 400, true);
        row("blank before colon", with("Host : a\r\n"), 400, true);
        row("no colon", with("Host: a\r\nX\r\n"), 400, true);
        row("empty name", with("Host: a\r\n: b\r\n"), 400, true);
        row("bare CR", with("Host: a\r\nX: a\rb\r\n"), 400, true);
        row("NUL", with(QByteArray("Host: a\r\nX: a\0b\r\n", 17)), 400, true);
        row("bare LF", "GET /json HTTP/1.1\nHost: a\n\n", 400, true);
        row("two blanks", "GET  /json HTTP/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("tab", "GET\t/json HTTP/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("no version", "GET /\r\n\r\n", 400, true);
        row("no version, and silence", "GET / ", 408, true);
        row("HTTP/2.0", "GET /json HTTP/2.0\r\nHost: a\r\n\r\n", 505, true);
        row("lower-case version", "GET /json http/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("byte above 0x7f in target", "GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("fragment", "GET /json#a HTTP/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("large head", with("Host: a\r\nX: " + QByteArray(20000, 'a') + "\r\n"), 431, true);
        row("many fields", with("Host: a\r\n" + QByteArray("X: a\r\n").repeated(150)), 431, true);
        row("leading empty line", "\r\n" + with("Host: a\r\n"), 200);
    }
    static void methodRows() {
        row("star for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, true);
        row("star for OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 204);
        row("OPTIONS", "OPTIONS /json HTTP/1.1\r\nHost: a\r\n\r\n", 204);
        row("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405, true);
        row("TRACE", "TRACE /json HTTP/1.1\r\nHost: a\r\n\r\n", 405);
        row("unknown method", "FOO /json HTTP/1.1\r\nHost: a\r\n\r\n", 501);
        row("lower-case method", "get /json HTTP/1.1\r\nHost: a\r\n\r\n", 501);
        row("method not for this path", "DELETE /json HTTP/1.1\r\nHost: a\r\n\r\n", 405);
        row("absolute target", "GET http://a/json HTTP/1.1\r\nHost: a\r\n\r\n", 200);
        row("no such path", get("/nope"), 404);
        row("debug by a foreign name", "GET /debug/stats HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403);
    }
    static void framingRows() {
        row("xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400, true);
        row("identity", post("Transfer-Encoding: identity\r\n", ""), 400, true);
        row("empty coding", post("Transfer-Encoding:\r\n", ""), 400, true);
        row("chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n", ""), 400, true);
        row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", ""), 501, true);
        row("two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            400, true);
        row("coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
            400, true);
        row("coding in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true);
        row("two lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400, true);
        row("list of lengths", post("Content-Length: 5, 5\r\n", "hello"), 400, true);
        row("signed length", post("Content-Length: +5\r\n", "hello"), 400, true);
        row("huge length", post("Content-Length: 99999999999999999999\r\n", "hello"), 400, true);
        row("length above the limit", post("Content-Length: 99999999\r\n", "hello"), 413, true);
        row("body stalls", post("Content-Length: 5\r\n", "hel"), 408, true);
        row("unknown expectation", post("Expect: wonders\r\nContent-Length: 5\r\n", "hello"), 417, true);
    }
    static void chunkRows() {
        row("chunks", chunked("5\r\nhello\r\n0\r\n\r\n"), 200);
        row("chunk extension", chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), 200);
        row("trailer", chunked("5\r\nhello\r\n0\r\nX-A: b\r\n\r\n"), 200);
        row("bare LF after size", chunked("5\nhello\r\n0\r\n\r\n"), 400, true);
        row("bare LF after data", chunked("5\r\nhello\n0\r\n\r\n"), 400, true);
        row("bare LF at the end", chunked("5\r\nhello\r\n0\n\n"), 400, true);
        row("bare LF in extension", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"), 400, true);
        row("0x size", chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400, true);
        row("signed size", chunked("-5\r\nhello\r\n0\r\n\r\n"), 400, true);
        row("blank after size", chunked("5 \r\nhello\r\n0\r\n\r\n"), 400, true);
        row("size overflows", chunked("fffffffffffffffff\r\nhello\r\n0\r\n\r\n"), 400, true);
        row("size above the limit", chunked("ffffffffffffffff\r\nhello\r\n0\r\n\r\n"), 413, true);
        row("empty size", chunked("\r\nhello\r\n0\r\n\r\n"), 400, true);
        row("data too long", chunked("5\r\nhelloX\r\n0\r\n\r\n"), 400, true);
        row("bad trailer", chunked("5\r\nhello\r\n0\r\nX-A b\r\n\r\n"), 400, true);
    }

private slots:
    void initTestCase() { QVERIFY(m_target.start({"--header-timeout", "300ms", "--body-timeout", "300ms"})); }

    void answers_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("closes");
        hostRows();
        headRows();
        methodRows();
        framingRows();
        chunkRows();
    }
    void answers() {
        QFETCH(QByteArray, request);
        QFETCH(bool, closes);
        RawClient client(m_target.port());
        QVERIFY(client.send(request));
        const QByteArray response = client.readResponse();
        QTEST(statusOf(response), "status");
        QVERIFY2(response.contains("\r\nDate: "), response);
        if (closes) {
            QVERIFY2(response.contains("\r\nConnection: close\r\n"), response);
            QVERIFY(client.endsWithin(5000));
        } else {  // the connection still serves
            QVERIFY(client.send(get("/json")));
            QCOMPARE(statusOf(client.readResponse()), 200);
        }
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

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
