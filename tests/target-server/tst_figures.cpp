// What the server shows of itself, and who may see and change it.
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestFigures : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

private slots:
    void initTestCase() { QVERIFY(m_target.start()); }

    void servedIsWhatClientsCounted() {
        const double before = m_target.figure("requests.served");
        int counted =
            m_target.load(500) + m_target.load(20, "/stream?chunks=3&size=10") + m_target.load(20, "/db");
        QCOMPARE(counted, 540);
        QCOMPARE(m_target.figure("requests.served"), before + counted);  // at once, not eventually
        QVERIFY(
            m_target.eventually([](const TargetProcess& t) { return t.figure("requests.in_flight") == 0; }));
    }

    void watchingChangesNothing() {
        QVERIFY(
            m_target.eventually([](const TargetProcess& t) { return t.figure("connections.open") == 0; }));
        const QJsonObject before = m_target.stats();
        RawClient onLoadPort(m_target.port());
        for (int i = 0; i < 20; ++i) {
            QVERIFY(onLoadPort.send(get("/debug/stats")));
            QCOMPARE(statusOf(onLoadPort.readResponse()), 200);
            QCOMPARE(statusOf(exchange(m_target.debugPort(), get("/metrics"))), 200);
        }
        const QJsonObject after = m_target.stats();
        for (const char* part : {"requests", "pool", "tasks"}) {
            QCOMPARE(after[part], before[part]);
        }
    }

    void figuresHaveTheirShape() {
        const QJsonObject stats = m_target.stats();
        QCOMPARE(stats["server"].toString(), QString("leaktide-target"));
        QCOMPARE(stats["pid"].toInteger(), m_target.process().processId());
        for (const char* path : {"uptime_s",
                                 "start_time_unix_ms",
                                 "requests.in_flight",
                                 "pool.idle",
                                 "pool.created",
                                 "pool.high_water",
                                 "tasks.total",
                                 "heap.in_use",
                                 "heap.allocated",
                                 "heap.resident",
                                 "heap.age_ms",
                                 "process.rss",
                                 "process.fds",
                                 "process.fds_limit",
                                 "process.threads",
                                 "connections.open",
                                 "connections.accepted",
                                 "db.in_use",
                                 "buffers.in_use",
                                 "gc_cycles"}) {
            QVERIFY2(m_target.figure(path) >= 0, path);
        }
        QVERIFY(m_target.figure("heap.age_ms") < 5000);
        QVERIFY(stats["faults"].toArray().size() >= 19);
    }

    void metricsAreWellFormed() {
        const QByteArray response = exchange(m_target.debugPort(), get("/metrics"));
        QVERIFY(response.contains("text/plain; version=0.0.4"));
        QSet<QByteArray> families;
        for (const QByteArray& line : bodyOf(response).split('\n')) {
            if (line.startsWith("# TYPE ")) {
                QVERIFY2(!families.contains(line.split(' ')[2]), line);
                families.insert(line.split(' ')[2]);
            } else if (!line.isEmpty() && !line.startsWith("# ")) {
                bool number = false;
                line.mid(line.lastIndexOf(' ') + 1).toDouble(&number);
                QVERIFY2(number, line);
                QVERIFY2(families.contains(line.left(line.indexOf(line.contains('{') ? '{' : ' '))), line);
            }
        }
        QVERIFY(families.contains("leaktide_heap_in_use_bytes"));
        QVERIFY(families.contains("process_open_fds"));
    }

    void changesNeedTheToken_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("fault") << QByteArray("PUT /debug/faults/task-stuck HTTP/1.1\r\nHost: localhost\r\n");
        QTest::newRow("gc") << QByteArray("POST /debug/gc HTTP/1.1\r\nHost: localhost\r\n");
    }
    void changesNeedTheToken() {
        QFETCH(QByteArray, request);
        QCOMPARE(statusOf(exchange(m_target.debugPort(), request + "\r\n")), 403);
        QCOMPARE(statusOf(exchange(m_target.debugPort(), request + "X-Leaktide-Token: 0\r\n\r\n")), 403);
        QCOMPARE(statusOf(exchange(m_target.debugPort(),
                                   request + "X-Leaktide-Token: " + m_target.token() + "\r\n\r\n")),
                 200);
        m_target.change("DELETE", "/debug/faults/task-stuck");
    }

    void foreignNamesAreRefused() {
        QCOMPARE(statusOf(exchange(m_target.debugPort(),
                                   "GET /debug/stats HTTP/1.1\r\nHost: evil.example\r\n\r\n")),
                 403);
        const QByteArray response =
            exchange(m_target.debugPort(), get("/debug/stats", "Origin: http://evil.example\r\n"));
        QVERIFY(!response.toLower().contains("access-control"));
        QVERIFY(response.contains("nosniff"));
    }

    void collectingGivesBackIdleContexts() {
        m_target.load(1);
        QVERIFY(m_target.eventually([](const TargetProcess& t) { return t.figure("pool.idle") > 0; }));
        const double cycles = m_target.figure("gc_cycles");
        QCOMPARE(statusOf(m_target.change("POST", "/debug/gc")), 200);
        QCOMPARE(m_target.figure("pool.idle"), 0.0);
        QCOMPARE(m_target.figure("gc_cycles"), cycles + 1);
    }

    void aLoadPortBesideADebugPortRedirects() {
        TargetProcess target;
        QVERIFY(target.start({"--debug-port", "0"}));
        const QByteArray response = exchange(target.port(), get("/debug/stats?a=b"));
        QCOMPARE(statusOf(response), 307);
        const QByteArray place =
            "http://127.0.0.1:" + QByteArray::number(target.debugPort()) + "/debug/stats?a=b";
        QVERIFY2(response.contains("Location: " + place), response);
    }

    void heapAndTasksAreFlatUnderHealthyLoad() {
        TargetProcess target;
        QVERIFY(target.start());
        QCOMPARE(target.load(3000), 3000);
        QVERIFY(target.eventually([](const TargetProcess& t) { return t.figure("connections.open") == 0; }));
        const QJsonObject before = target.stats();
        QCOMPARE(target.load(6000), 6000);
        QVERIFY(target.eventually([](const TargetProcess& t) { return t.figure("connections.open") == 0; }));
        QCOMPARE(target.figure("tasks.total"), before["tasks"]["total"].toDouble());
        QCOMPARE(target.figure("pool.in_use"), 0.0);
        QVERIFY(std::abs(target.figure("heap.in_use") - before["heap"]["in_use"].toDouble()) < 300e3);
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
