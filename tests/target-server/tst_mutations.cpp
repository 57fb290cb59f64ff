// What no table foresees: the requests of all tables, mutilated by chance. The server may answer what it
// likes, as long as it ends each connection, lives on, and keeps nothing. Built with sanitizers it may not
// stumble either. LEAKTIDE_MUTATIONS=N tries N of them (3000).
#include <QElapsedTimer>
#include <QTest>
#include <random>

#include "tests/target-server/conformance_table.h"
#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestMutations : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;
    std::mt19937 m_chance{20240607};
    QList<QByteArray> m_requests;

    int below(qsizetype limit) {
        return static_cast<int>(m_chance() % static_cast<unsigned>(std::max<qsizetype>(limit, 1)));
    }
    const QByteArray& any() { return m_requests[below(m_requests.size())]; }

    void mutilate(QByteArray& bytes) {
        static const QList<QByteArray> Spices = {"\r\n",
                                                 "\n",
                                                 "\r",
                                                 QByteArray(1, '\0'),
                                                 ":",
                                                 " ",
                                                 "\t",
                                                 "\x0b",
                                                 "\xff",
                                                 "0",
                                                 "ffffffffffffffff",
                                                 "\r\n\r\n",
                                                 "Transfer-Encoding: chunked\r\n",
                                                 "Content-Length: 3\r\n"};
        const int at = below(bytes.size());
        switch (below(6)) {
            case 0:
                bytes[at] = static_cast<char>(m_chance());
                break;
            case 1:
                bytes.remove(at, 1 + below(20));
                break;
            case 2:
                bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(40)));
                break;
            case 3:
                bytes.insert(at, Spices[below(Spices.size())]);
                break;
            case 4:
                bytes = bytes.left(at) + any().mid(below(60));
                break;
            default:
                bytes += any();
        }
    }

private slots:
    void initTestCase() {
        QVERIFY(m_target.start());
        for (const char* table : {"h1spec", "grammar", "framing", "chunks", "smuggling", "semantics"}) {
            for (const ConformanceCase& row : readConformanceTable(table)) {
                if (row.request.size() < 2000) {
                    m_requests += row.request;
                }
            }
        }
    }

    void theServerLivesOn() {
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("LEAKTIDE_MUTATIONS", &given);
        int answered = 0;
        for (int i = 0; i < (given ? asked : 3000); ++i) {
            QByteArray request = any();
            for (int edits = 1 + below(4); edits > 0 && !request.isEmpty(); --edits) {
                mutilate(request);
            }
            RawClient client(m_target.port());
            QVERIFY2(client.connected(), request.toPercentEncoding());
            client.send(request);
            client.finish();
            const auto answer = client.readToEnd(10'000);
            QVERIFY2(answer, request.toPercentEncoding());
            answered += answer->startsWith("HTTP/1.") ? 1 : 0;
        }
        QVERIFY(answered > 100);
        QVERIFY(m_target.eventually([](const TargetProcess& t) {
            return t.figure("connections.open") == 0 && t.figure("requests.in_flight") == 0 &&
                   t.figure("pool.in_use") == 0;
        }));
        QCOMPARE(m_target.load(10), 10);
        QCOMPARE(m_target.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
