// Each fault raises what it says, exactly once in N requests; switched off, it raises nothing more.
#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestFaults : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

    void switchOn(const QByteArray& name, const QByteArray& setting) {
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/" + name, setting)), 200);
    }
    void switchOff(const QByteArray& name) {
        QCOMPARE(statusOf(m_target.change("DELETE", "/debug/faults/" + name)), 200);
    }
    // The figures are refreshed on a timer; collecting refreshes them at once.
    double freshHeap() {
        m_target.change("POST", "/debug/gc");
        return m_target.figure("heap.allocated");
    }
    bool reaches(const QString& figure, double value) {
        const bool reached =
            m_target.eventually([&](const TargetProcess& t) { return t.figure(figure) == value; });
        if (!reached) {
            qWarning("%s is %f, not %f", qPrintable(figure), m_target.figure(figure), value);
        }
        return reached;
    }

private slots:
    void initTestCase() { QVERIFY(m_target.start({"--threads", "2"})); }

    void raises_data() {
        QTest::addColumn<QString>("figure");
        QTest::newRow("context-kept") << "pool.in_use";
        QTest::newRow("task-stuck") << "tasks.total";
        QTest::newRow("buffer-lost") << "buffers.in_use";
        QTest::newRow("db-connection-kept") << "db.in_use";
        QTest::newRow("file-kept") << "process.fds";
        QTest::newRow("thread-kept") << "process.threads";
    }
    void raises() {
        QFETCH(QString, figure);
        const QByteArray name = QTest::currentDataTag();
        QVERIFY(
            m_target.eventually([](const TargetProcess& t) { return t.figure("connections.open") == 0; }));
        const double before = m_target.figure(figure);
        switchOn(name, "every:10");
        QCOMPARE(m_target.load(100), 100);
        QVERIFY(reaches("connections.open", 0));
        QVERIFY(reaches(figure, before + 10));
        switchOff(name);
        QCOMPARE(m_target.load(50), 50);
        QVERIFY(reaches("connections.open", 0));
        QCOMPARE(m_target.figure(figure), before + 10);
    }

    void raisesHeap_data() {
        QTest::addColumn<int>("bytes");
        QTest::newRow("cache-unbounded") << 8192;
        QTest::newRow("listener-kept") << 8192;
        QTest::newRow("timer-kept") << 8192;
    }
    void raisesHeap() {
        QFETCH(int, bytes);
        const QByteArray name = QTest::currentDataTag();
        QCOMPARE(m_target.load(100), 100);
        const double before = freshHeap();
        switchOn(name, "every:2,bytes:" + QByteArray::number(bytes));
        QCOMPARE(m_target.load(1000), 1000);
        switchOff(name);
        const double expected = 500.0 * bytes;
        const double grown = freshHeap() - before;
        QVERIFY2(grown > 0.95 * expected && grown < 1.5 * expected, QByteArray::number(grown));
    }

    void backgroundGrowsWithoutRequests() {
        switchOn("background", "bytes:4194304");
        const double before = m_target.figure("heap.allocated");
        QVERIFY(m_target.eventually(
            [&](const TargetProcess& t) { return t.figure("heap.allocated") > before + 2e6; }));
        switchOff("background");
    }

    void panicKeepsOnlyWhenAHandlerThrows() {
        QVERIFY(reaches("connections.open", 0));
        const double before = m_target.figure("pool.in_use");
        switchOn("panic-keeps", "every:2");
        QCOMPARE(m_target.load(20), 20);
        QCOMPARE(m_target.figure("pool.in_use"), before);
        RawClient client(m_target.port());
        for (int i = 0; i < 6; ++i) {
            QVERIFY(client.send(get("/panic")));
            QCOMPARE(statusOf(client.readResponse()), 500);  // and the connection is kept
        }
        QVERIFY(reaches("pool.in_use", before + 3));
        switchOff("panic-keeps");
    }

    void cancelIgnoredLeaksWhenClientsLeave() {
        switchOn("cancel-ignored", "on");
        QCOMPARE(m_target.load(5, "/delay?ms=1"), 5);
        QVERIFY(m_target.figure("tasks.by_kind.orphan") <= 0);
        for (int i = 0; i < 3; ++i) {
            RawClient client(m_target.port());
            QVERIFY(client.send(get("/delay?ms=20000")));
            QVERIFY(reaches("requests.in_flight", 1));
            client.close();
            QVERIFY(reaches("requests.in_flight", 0));
        }
        QVERIFY(reaches("tasks.by_kind.orphan", 3));
        switchOff("cancel-ignored");
    }

    void unendedResponsesHoldTheirConnection() {
        QVERIFY(reaches("connections.open", 0));
        const double before = m_target.figure("pool.in_use");
        switchOn("response-unended", "on");
        RawClient client(m_target.port());
        QVERIFY(client.send(get("/json")));
        const QByteArray response = client.readResponse(300);
        QVERIFY2(response.contains("Transfer-Encoding: chunked"), response);
        QVERIFY(!response.contains("\r\n0\r\n\r\n"));
        switchOff("response-unended");
        client.close();
        QVERIFY(reaches("pool.in_use", before + 1));
        QCOMPARE(m_target.figure("connections.open"), 1.0);
    }

    void backlogDrains() {
        switchOn("backlog", "on");
        QCOMPARE(m_target.load(30), 30);
        switchOff("backlog");
        QVERIFY(m_target.figure("tasks.by_kind.backlog") > 0);
        QVERIFY(reaches("tasks.by_kind.backlog", 0));
    }

    void aBoundedCacheComesToRest() {
        switchOn("cache-bounded", "on");
        QCOMPARE(m_target.load(9000), 9000);
        const double full = freshHeap();
        QCOMPARE(m_target.load(3000), 3000);
        QVERIFY(std::abs(freshHeap() - full) < 400e3);
        switchOff("cache-bounded");
    }

    void wrongOrdersAreRefused() {
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/no-such", "on")), 404);
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/task-stuck", "every:0")), 400);
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/task-stuck", "bytes:5")), 400);
        QCOMPARE(statusOf(m_target.change("POST", "/debug/faults/task-stuck", "on")), 405);
    }

    void theCeilingStopsEveryFault() {
        TargetProcess target;
        QVERIFY(target.start({"--leak-ceiling", "8MiB", "--fault", "cache-unbounded=every:1,bytes:65536"}));
        QCOMPARE(target.load(1000), 1000);
        QVERIFY(target.stats()["ceiling"].toObject()["reached"].toBool());
        QVERIFY(!target.stats()["ceiling"].toObject()["reason"].toString().isEmpty());
        QVERIFY(target.figure("heap.in_use") < 16e6);
        QCOMPARE(target.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
