// Starting, stopping, deadlines, clients that leave, descriptors that run out.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <memory>
#include <vector>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestLifecycle : public QObject {
    Q_OBJECT

private:
    // Runs the program to its end; its words on stderr.
    static QByteArray failure(const QStringList& arguments, int code) {
        QProcess process;
        process.start(QStringLiteral(LEAKTIDE_BIN_DIR "/leaktide-target"), arguments);
        if (!process.waitForFinished(20'000) || process.exitCode() != code) {
            return "wrong exit code " + QByteArray::number(process.exitCode());
        }
        return process.readAllStandardError();
    }

private slots:
    void wrongWordsGetASentence() {
        QVERIFY(failure({"--speed", "9"}, 2).contains("--speed"));
        QVERIFY(failure({"--port", "70000"}, 2).contains("65535"));
        QVERIFY(failure({"--fault", "no-such"}, 2).contains("task-stuck"));
        QVERIFY(failure({"--fault", "task-stuck=every:0"}, 2).contains("every:0"));
        QVERIFY(failure({"--leak-ceiling"}, 2).contains("needs a value"));
        QVERIFY(failure({"--port", "0", "--listen", "elsewhere"}, 2).contains("elsewhere"));
        TargetProcess first;
        QVERIFY(first.start());
        QVERIFY(failure({"--port", QString::number(first.port())}, 3).contains("cannot listen"));
    }

    void aDeadlineEndsAHandler() {
        TargetProcess target;
        QVERIFY(target.start({"--request-timeout", "200ms"}));
        RawClient client(target.port());
        QVERIFY(client.send(get("/delay?ms=60000")));
        QCOMPARE(statusOf(client.readResponse()), 503);
        QVERIFY(client.send(get("/json")));  // the connection lives on
        QCOMPARE(statusOf(client.readResponse()), 200);
    }

    void clientsThatLeaveTakeTheirTasksWithThem() {
        TargetProcess target;
        QVERIFY(target.start());
        QCOMPARE(target.load(1), 1);  // by now every thread of the server runs
        QVERIFY(target.eventually([](const TargetProcess& t) { return t.figure("connections.open") == 0; }));
        const double before = target.figure("tasks.total");
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(std::make_unique<RawClient>(target.port()));
            QVERIFY(clients.back()->send(
                get(i % 2 == 0 ? "/delay?ms=60000" : "/stream?chunks=100&delay_ms=60000")));
            if (i % 3 == 0) {
                clients.back()->resetOnClose();
            }
        }
        QVERIFY(
            target.eventually([](const TargetProcess& t) { return t.figure("requests.in_flight") == 10; }));
        clients.clear();
        QVERIFY(target.eventually([&](const TargetProcess& t) {
            return t.figure("requests.in_flight") == 0 && t.figure("tasks.total") == before &&
                   t.figure("pool.in_use") == 0;
        }));
    }

    void idleConnectionsAreClosed() {
        TargetProcess target;
        QVERIFY(target.start({"--idle-timeout", "200ms"}));
        RawClient client(target.port());
        QVERIFY(client.send(get("/json")));
        QCOMPARE(statusOf(client.readResponse()), 200);
        QVERIFY(client.endsWithin(5000));
    }

    void connectionsEndAfterTheirRequests() {
        TargetProcess target;
        QVERIFY(target.start({"--max-requests-per-connection", "2"}));
        RawClient client(target.port());
        QVERIFY(client.send(get("/json") + get("/json")));
        QVERIFY(!client.readResponse().contains("Connection: close"));
        QVERIFY(client.readResponse().contains("Connection: close"));
        QVERIFY(client.endsWithin(5000));
    }

    void requestsEndBeforeTheServerDoes() {
        TargetProcess target;
        QVERIFY(target.start());
        RawClient busy(target.port());
        QVERIFY(busy.send(get("/delay?ms=700")));
        RawClient idle(target.port());
        QVERIFY(
            target.eventually([](const TargetProcess& t) { return t.figure("requests.in_flight") == 1; }));
        target.process().terminate();
        const QByteArray response = busy.readResponse();
        QCOMPARE(statusOf(response), 200);
        QVERIFY(response.contains("Connection: close"));
        QVERIFY(idle.endsWithin(5000));
        QVERIFY(target.process().waitForFinished(10'000));
        QCOMPARE(target.process().exitCode(), 0);
    }

    // Under load, as fast as 32 connections can: whatever was sent is answered, wholly.
    void stoppingUnderLoadLosesNothing() {
        struct Caller {
            std::unique_ptr<RawClient> client;
            int answered = 0;
            bool told = false;  // Connection: close
        };
        TargetProcess target;
        QVERIFY(target.start());
        std::vector<Caller> callers(32);
        for (Caller& caller : callers) {
            caller.client = std::make_unique<RawClient>(target.port());
            QVERIFY(caller.client->send(get("/json")));
        }
        QElapsedTimer timer;
        timer.start();
        bool stopped = false;
        for (int left = static_cast<int>(callers.size()); left > 0;) {
            if (!stopped && timer.elapsed() > 300) {
                target.process().terminate();
                stopped = true;
            }
            for (Caller& caller : callers) {
                if (caller.told) {
                    continue;
                }
                const QByteArray response = caller.client->readResponse();
                QVERIFY2(statusOf(response) == 200 && response.endsWith('}'), response);  // none is cut off
                ++caller.answered;
                caller.told = response.contains("Connection: close");
                left -= caller.told ? 1 : 0;
                QVERIFY(caller.told || caller.client->send(get("/json")));
            }
        }
        for (const Caller& caller : callers) {
            QVERIFY(caller.answered > 1);
            QVERIFY(caller.client->endsWithin(5000));
        }
        QVERIFY(target.process().waitForFinished(10'000));
        QCOMPARE(target.process().exitCode(), 0);
    }

    // 10 000 of them must fit into 150 MiB.
    void idleConnectionsWeighLittle() {
        TargetProcess target;
        QVERIFY(target.start());
        QCOMPARE(target.load(100), 100);
        const double before = target.figure("process.rss");
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 800; ++i) {
            clients.push_back(std::make_unique<RawClient>(target.port()));
            QVERIFY(clients.back()->send(get("/json")));
            QCOMPARE(statusOf(clients.back()->readResponse()), 200);
        }
        const double each = (target.figure("process.rss") - before) / 800;
        QVERIFY2(each < 12e3, QByteArray::number(each));
    }

    void theShutdownTimeCutsAndASecondSignalToo() {
        for (const bool second : {false, true}) {
            TargetProcess target;
            QVERIFY(target.start({"--shutdown-timeout", second ? "60s" : "300ms"}));
            RawClient busy(target.port());
            QVERIFY(busy.send(get("/delay?ms=60000")));
            QVERIFY(target.eventually(
                [](const TargetProcess& t) { return t.figure("requests.in_flight") == 1; }));
            target.process().terminate();
            if (second) {
                QVERIFY(!target.process().waitForFinished(300));
                ::kill(static_cast<pid_t>(target.process().processId()), SIGINT);
            }
            QVERIFY(target.process().waitForFinished(10'000));
            QCOMPARE(target.process().exitStatus(), QProcess::NormalExit);
            QCOMPARE(target.process().exitCode(), 0);
        }
    }

    void leaksOnPurposeStillEndClean() {
        TargetProcess target;
        QVERIFY(target.start({"--fault", "task-stuck", "--fault", "context-kept", "--fault",
                              "thread-kept=every:10", "--fault", "db-connection-kept=every:10"}));
        QCOMPARE(target.load(100), 100);
        QCOMPARE(target.stop(), 0);
    }

    void runningOutOfDescriptorsIsSurvived() {
        TargetProcess target;
        QVERIFY(target.start({}, {"prlimit", "--nofile=40:40"}));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 60; ++i) {
            clients.push_back(std::make_unique<RawClient>(target.port()));
        }
        QVERIFY(clients.back()->endsWithin(5000));  // refused, not left hanging
        clients.clear();
        QElapsedTimer timer;
        timer.start();
        while (statusOf(exchange(target.port(), get("/json"))) != 200) {
            QVERIFY(timer.elapsed() < 5000);
        }
    }

    void theAccessLogHasALineForEachRequest() {
        QTemporaryDir folder;
        TargetProcess target;
        QVERIFY(target.start({"--access-log", folder.filePath("access.log")}));
        const QByteArray id = "0af7651916cd43dd8448eb211c80319c";
        exchange(target.port(), get("/json?a=1", "traceparent: 00-" + id + "-b7ad6b7169203331-01\r\n"));
        QCOMPARE(target.load(9), 9);
        QCOMPARE(target.stop(), 0);
        QFile log(folder.filePath("access.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QCOMPARE(text.count('\n'), 10);
        QVERIFY2(text.contains("GET /json?a=1 200 "), text);
        QVERIFY2(text.contains("trace=" + id), text);
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
