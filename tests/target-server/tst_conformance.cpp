// RFC 9110 and RFC 9112, case by case, and the shapes that smuggle requests past one of two servers in a row.
// The cases are in conformance/.
#include <QTest>
#include <memory>
#include <vector>

#include "tests/target-server/conformance_table.h"
#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;
using After = ConformanceCase::After;

class TestConformance : public QObject {
    Q_OBJECT

private:
    static constexpr const char* Tables[] = {"h1spec", "grammar",   "framing",
                                             "chunks", "smuggling", "semantics"};
    TargetProcess m_target;

    static int statusLinesIn(const QByteArray& bytes) { return static_cast<int>(bytes.count("HTTP/1.1 ")); }

    // What every answer must have, whatever it says: RFC 9110 sections 6.6.1, 8.6 and 15.5.6.
    static QByteArray faultOf(const QByteArray& answer) {
        const QByteArray head = answer.left(answer.indexOf("\r\n\r\n") + 2);
        const int status = statusOf(answer);
        const bool sized = head.contains("\r\nContent-Length: ") || head.contains("\r\nTransfer-Encoding: ");
        if (status >= 200 && !head.contains("\r\nDate: ")) {
            return "no Date";
        }
        if ((status < 200 || status == 204) ? sized : !sized) {
            return "a length where none may be, or none where one must";
        }
        if (status >= 200 && status != 204 && !head.contains("\r\nContent-Type: ")) {
            return "no Content-Type";
        }
        return status == 405 && !head.contains("\r\nAllow: ") ? "405 without Allow" : "";
    }

    // Empty: it was refused, once, and the connection ended.
    QByteArray refusalOf(const QByteArray& request) const {
        RawClient client(m_target.port());
        client.send(request);
        const auto all = client.readToEnd(5000);
        if (!all) {
            return "the connection goes on";
        }
        const int status = statusOf(*all);
        return (status == 400 || status == 501) && statusLinesIn(*all) == 1 ? QByteArray() : *all;
    }

private slots:
    void initTestCase() { QVERIFY(m_target.start()); }

    void answers_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("index");
        for (const char* table : Tables) {
            const auto cases = readConformanceTable(table);
            for (int i = 0; i < cases.size(); ++i) {
                if (cases[i].after != After::Waits) {
                    QTest::addRow("%s/%s", table, cases[i].name.constData()) << QString(table) << i;
                }
            }
        }
    }
    void answers() {
        QFETCH(QString, table);
        QFETCH(int, index);
        const ConformanceCase row = readConformanceTable(qPrintable(table))[index];
        RawClient client(m_target.port());
        QVERIFY(client.send(row.request));
        const QByteArray answer = client.readResponse(
            5000, row.request.startsWith("HEAD ") ? RawClient::Extent::HeadOnly : RawClient::Extent::Whole);
        QVERIFY2(row.takes(statusOf(answer)), row.expectation + " was due, this came:\n" + answer);
        QCOMPARE(faultOf(answer), QByteArray());
        if (row.body) {
            QCOMPARE(bodyOf(answer), *row.body);
        }
        if (row.after == After::Closes) {
            QVERIFY2(answer.contains("\r\nConnection: close\r\n"), answer);
            const auto rest = client.readToEnd(5000);
            QVERIFY2(rest, "the connection goes on");
            QVERIFY2(statusLinesIn(*rest) == 0, *rest);
        } else if (row.after == After::Stays) {
            QVERIFY2(!answer.contains("\r\nConnection: close\r\n"), answer);
            QVERIFY(client.send(get("/status/418")));
            QCOMPARE(statusOf(client.readResponse()), 418);
        }
    }

    void whatMayGoOnIsWaitedFor() {
        struct Waiting {
            ConformanceCase row;
            std::unique_ptr<RawClient> client;
        };
        std::vector<Waiting> all;
        for (const char* table : Tables) {
            for (const ConformanceCase& row : readConformanceTable(table)) {
                if (row.after == After::Waits) {
                    all.push_back({row, std::make_unique<RawClient>(m_target.port())});
                    QVERIFY(all.back().client->send(row.request));
                }
            }
        }
        QVERIFY(all.size() > 15);
        QVERIFY2(all.front().client->staysSilent(500), all.front().row.name);
        for (const Waiting& waiting : all) {  // all have had their half second by now
            QVERIFY2(waiting.client->staysSilent(0), waiting.row.name);
        }
    }

    // Every byte that is no letter, in each of the four places around "Transfer-Encoding: chunked". After
    // smuggler (github.com/defparam/smuggler, MIT).
    void noDisguiseOfTransferEncodingIsTaken() {
        const QByteArray body = "0\r\n\r\n" + get("/json");
        const QByteArray rest =
            "\r\nHost: a\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        int tried = 0;
        for (int byte = 1; byte < 256; byte = byte == 0x1f ? 0x7f : byte + 1) {
            const QByteArray c(1, static_cast<char>(byte));
            for (const QByteArray& line :
                 {"Transfer-Encoding:" + c + "chunked", "Transfer-Encoding" + c + ": chunked",
                  c + "Transfer-Encoding: chunked", "Transfer-Encoding: chunked" + c}) {
                const QByteArray answer = refusalOf("POST / HTTP/1.1\r\n" + line + rest);
                QVERIFY2(answer.isEmpty(), line.toPercentEncoding() + ": " + answer);
                ++tried;
            }
        }
        QCOMPARE(tried, 640);
    }

    // Cut in two at every place, a request is still one request.
    void whereTheNetworkCutsDoesNotMatter() {
        const QByteArray request =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            "5;a=\"b\"\r\nhello\r\n1\r\n!\r\n0\r\nX: y\r\n\r\n";
        for (qsizetype cut = 1; cut < request.size(); ++cut) {
            RawClient client(m_target.port());
            QVERIFY(client.send(request.left(cut)));
            QVERIFY(client.send(request.mid(cut)));
            QCOMPARE(bodyOf(client.readResponse()), QByteArray("hello!"));
        }
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
