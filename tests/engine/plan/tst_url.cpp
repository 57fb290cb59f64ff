#include <QtTest>

#include "engine/plan/url.h"

using namespace leaktide;

class TestUrl : public QObject {
    Q_OBJECT
private slots:
    void takesUrlsApart() {
        const auto url = parseUrl("http://127.0.0.1:8080/json?a=1");
        QVERIFY(url.ok());
        QCOMPARE(url->origin(), std::string("http://127.0.0.1:8080"));
        QCOMPARE(url->target, std::string("/json?a=1"));
        QCOMPARE(parseUrl("https://example.org")->port, std::uint16_t{443});
        QCOMPARE(parseUrl("https://example.org")->target, std::string("/"));
        QCOMPARE(parseUrl("localhost:9000/x")->origin(), std::string("http://localhost:9000"));
        QCOMPARE(parseUrl("http://[::1]:81/")->hostAndPort(), std::string("[::1]:81"));
    }
    void refusesWhatCannotBeLoaded_data() {
        QTest::addColumn<QString>("text");
        for (const char* bad : {"", "ftp://host/x", "file:///etc/passwd", "http://", "http://h:99999/",
                                "http://h:0/", "http://a b/"}) {
            QTest::newRow(bad) << bad;
        }
    }
    void refusesWhatCannotBeLoaded() {
        QFETCH(QString, text);
        const auto url = parseUrl(text.toStdString());
        QVERIFY(!url.ok());
        QVERIFY(url.error().kind == ErrorKind::InvalidInput);
    }
    void neverRepeatsASecret() {
        const auto url = parseUrl("ftp://me:s3cret@host/");
        QVERIFY(!url.ok());
        QVERIFY(url.error().message.find("s3cret") == std::string::npos);
    }
    void scopes_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("scope");
        const auto row = [](const char* host, HostScope scope) {
            QTest::newRow(host) << host << static_cast<int>(scope);
        };
        row("127.0.0.1", HostScope::Loopback);
        row("127.8.9.1", HostScope::Loopback);
        row("::1", HostScope::Loopback);
        row("::ffff:127.0.0.1", HostScope::Loopback);
        row("LOCALHOST", HostScope::Loopback);
        row("api.localhost", HostScope::Loopback);
        row("10.1.2.3", HostScope::Private);
        row("172.31.0.1", HostScope::Private);
        row("192.168.1.1", HostScope::Private);
        row("fe80::1", HostScope::Private);
        row("fd00::1", HostScope::Private);
        row("172.32.0.1", HostScope::Public);
        row("8.8.8.8", HostScope::Public);
        row("2001:4860::1", HostScope::Public);
        row("localhost.example.org", HostScope::Public);
        row("example.org", HostScope::Public);
    }
    void scopes() {
        QFETCH(QString, host);
        QFETCH(int, scope);
        QCOMPARE(static_cast<int>(scopeOfHost(host.toStdString())), scope);
    }
};

QTEST_GUILESS_MAIN(TestUrl)
#include "tst_url.moc"
