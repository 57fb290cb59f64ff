#include <QtTest>

#include "engine/base/redact.h"

using namespace leaktide;

class TestRedact : public QObject {
    Q_OBJECT
private slots:
    void headers_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bearer") << "Authorization: Bearer abc.def"
                                << "Authorization: ***";
        QTest::newRow("any scheme, any case") << "PROXY-authorization:Basic x y z"
                                              << "PROXY-authorization: ***";
        QTest::newRow("whole cookie") << "Cookie: a=1; b=2; c=3"
                                      << "Cookie: ***";
        QTest::newRow("set-cookie") << "Set-Cookie: sid=1; Path=/"
                                    << "Set-Cookie: ***";
        QTest::newRow("own token") << "X-Leaktide-Token: 12"
                                   << "X-Leaktide-Token: ***";
        QTest::newRow("api key") << "X-Api-Key: 12"
                                 << "X-Api-Key: ***";
        QTest::newRow("csrf") << "X-CSRF-Token: 12"
                              << "X-CSRF-Token: ***";
        QTest::newRow("harmless") << "Accept: text/html"
                                  << "Accept: text/html";
    }
    void headers() {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(redactHeader(line.toStdString())), expected);
    }
    void urls_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("expected");
        QTest::newRow("user info") << "http://me:pw@host:1/x"
                                   << "http://***@host:1/x";
        QTest::newRow("at in path") << "http://host/a@b"
                                    << "http://host/a@b";
        QTest::newRow("query keys") << "http://h/x?a=1&token=abc&Password=p&b=2#f"
                                    << "http://h/x?a=1&token=***&Password=***&b=2#f";
        QTest::newRow("signature") << "https://h/?sig=AA%3D&key=k"
                                   << "https://h/?sig=***&key=***";
        QTest::newRow("no scheme") << "me@host/x?sig=1"
                                   << "***@host/x?sig=***";
        QTest::newRow("nothing to hide") << "http://127.0.0.1:8080/json?n=1"
                                         << "http://127.0.0.1:8080/json?n=1";
    }
    void urls() {
        QFETCH(QString, url);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(redactUrl(url.toStdString())), expected);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
