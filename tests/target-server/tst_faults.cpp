// Switching faults, and where they stop by themselves. What each raises: tst_fault_signals.cpp.
#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestFaults : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

private slots:
    void initTestCase() { QVERIFY(m_target.start({"--threads", "2"})); }

    void wrongOrdersAreRefused() {
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/no-such", "on")), 404);
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/task-stuck", "every:0")), 400);
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/task-stuck", "bytes:5")), 400);
        QCOMPARE(statusOf(m_target.change("POST", "/debug/faults/task-stuck", "on")), 405);
    }

    void whereOthersReachTheServerThereAreNoFaults() {
        TargetProcess open;
        QVERIFY(open.start({"--listen", "0.0.0.0", "--fault", "task-stuck"}) ==
                false);  // it ends with a sentence
        TargetProcess target;
        QVERIFY(target.start({"--listen", "0.0.0.0"}));
        const QByteArray answer = target.change("PUT", "/debug/faults/task-stuck", "on");
        QCOMPARE(statusOf(answer), 400);
        QVERIFY2(answer.contains("--allow-remote-faults"), answer);
        TargetProcess allowed;
        QVERIFY(allowed.start({"--listen", "0.0.0.0", "--allow-remote-faults", "--fault", "task-stuck"}));
        QCOMPARE(allowed.load(5), 5);
        QCOMPARE(allowed.figure("tasks.by_kind.stuck"), 5.0);
    }

    void aFaultBoundToAPathStrikesNoOther() {
        TargetProcess target;
        QVERIFY(target.start({"--fault", "task-stuck=every:2,path:/echo"}));
        QCOMPARE(target.load(20, "/json"), 20);
        QCOMPARE(target.figure("tasks.by_kind.stuck"), -1.0);  // there is no such kind
        QCOMPARE(target.load(20, "/echo?a=1"), 20);
        QCOMPARE(target.figure("tasks.by_kind.stuck"), 10.0);
        QVERIFY(target.change("GET", "/debug/faults").contains("\"path\": \"/echo\""));
        QCOMPARE(statusOf(target.change("PUT", "/debug/faults/task-stuck", "every:1,path:/json")), 200);
        QCOMPARE(target.load(5, "/echo"), 5);
        QCOMPARE(target.load(5, "/json"), 5);
        QCOMPARE(target.figure("tasks.by_kind.stuck"), 15.0);
        const QByteArray refused = target.change("PUT", "/debug/faults/background", "path:/json");
        QCOMPARE(statusOf(refused), 400);
        QVERIFY2(refused.contains("goes by time"), refused);
        int taken = 0;
        while (taken < 200 && statusOf(target.change("PUT", "/debug/faults/task-stuck",
                                                     "path:/" + QByteArray::number(taken))) == 200) {
            ++taken;
        }
        QCOMPARE(taken, 98);  // with /echo and /json it is 100
        QCOMPARE(statusOf(target.change("PUT", "/debug/faults/task-stuck", "path:/echo")), 200);
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
