#include <sys/wait.h>
#include <unistd.h>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include "engine/probe/joined_source.h"
#include "engine/probe/proc_files.h"
#include "engine/probe/proc_runtime.h"
#include "engine/probe/proc_sockets.h"
#include "engine/probe/proc_source.h"
#include "engine/probe/stats_source.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

class TestProcSource : public QObject {
    Q_OBJECT

private slots:
    void parsesStatus() {
        const std::string status = "Name:\tVmRSS: 7\nVmRSS:\t   1234 kB\nThreads:\t8\nBad:\tx\n";
        QCOMPARE(statusField(status, "VmRSS").value(), 1234.0);
        QCOMPARE(statusField(status, "Threads").value(), 8.0);
        QVERIFY(!statusField(status, "Vm").has_value());
        QVERIFY(!statusField(status, "Bad").has_value());
        QVERIFY(!statusField("", "VmRSS").has_value());
    }

    // What Go's linker leaves in each program, behind one that does nothing but sleep.
    void knowsAProgramOfGo() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("service");
        QVERIFY(QFile::copy("/bin/sleep", path));
        const auto runtimeOfSleep = [&path] {
            QProcess process;
            process.start(path, {"60"});
            const bool started = process.waitForStarted();
            const ProcessRuntime runtime = runtimeOf(static_cast<ProcessId>(process.processId()));
            process.kill();
            process.waitForFinished();
            return started ? std::optional(runtime) : std::nullopt;
        };
        QVERIFY(runtimeOfSleep() && !runtimeOfSleep()->lightTasks && !runtimeOfSleep()->collects);
        QFile program(path);
        QVERIFY(program.open(QFile::Append));
        program.write(QByteArray((1 << 20) - 7 - program.size() % (1 << 20), 'x') + "\xff Go buildinf:");
        program.close();
        QVERIFY(runtimeOfSleep() && runtimeOfSleep()->lightTasks && runtimeOfSleep()->collects);
    }

    void parsesStatOfAHostileName() {
        const std::string tail = " S 1 1 1 0 -1 4194304 100 0 0 0 5 3 0 0 20 0 1 0 987654 1000 200";
        QCOMPARE(startTicksOf("42 (a) 1 (b c)" + tail).value(), std::uint64_t{987654});
        QVERIFY(!startTicksOf("42 no parentheses").has_value());
        QVERIFY(!startTicksOf("42 (short) S 1 2").has_value());
    }

    void parsesLimits() {
        QCOMPARE(
            openFilesLimit("Max processes  9 9\nMax open files            1024   524288   files\n").value(),
            1024.0);
        QVERIFY(!openFilesLimit("Max open files   unlimited unlimited files\n").has_value());
        QVERIFY(!openFilesLimit("").has_value());
    }

    void countsSocketsOfBothFamilies() {
        const std::string head =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode\n";
        const std::string four = head +
                                 "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 "
                                 "00000000     0        0 111 1 0 100\n"
                                 "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 "
                                 "00000000     0        0 112 1 0 20\n"
                                 "   2: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 "
                                 "00000000     0        0 113 1 0 20\n"
                                 "   3: 0100007F:1F90 0100007F:C351 08 00000000:00000000 00:00000000 "
                                 "00000000     0        0 114 1 0 20\n"
                                 "   4: 0A00007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 "
                                 "00000000     0        0 119 1 0 20\n"
                                 "   rubbish\n";
        const std::string six = head +
                                "   0: 00000000000000000000000000000000:1F90 "
                                "00000000000000000000000000000000:0000 0A 00000000:00000000 "
                                "00:00000000 00000000     0        0 115 1 0 100\n"
                                "   1: 0000000000000000FFFF00000100007F:1F90 "
                                "0000000000000000FFFF00000100007F:C352 01 00000000:00000000 "
                                "00:00000000 00000000     0        0 116 1 0 20\n";
        SocketCounts counts;
        countSockets(four, 8080, counts);
        QCOMPARE(counts.established, std::uint64_t{1});
        QCOMPARE(counts.closeWait, std::uint64_t{1});
        QVERIFY(counts.listeners == std::set<std::uint64_t>{111});
        countSockets(six, 8080, counts);
        QCOMPARE(counts.established, std::uint64_t{2});
        QVERIFY((counts.listeners == std::set<std::uint64_t>{111, 115}));
    }

    void findsTheListenerOfAPort() {
        SmallServer server;
        auto source = ProcSource::ofPort(server.port(), ProbeConnects::No);
        QVERIFY2(source.ok(), source ? "" : source.error().message.c_str());
        const auto gauges = (*source)->read();
        QVERIFY(gauges.ok());
        QVERIFY(gauges->values.at("rss") > 1e6);
        QVERIFY(gauges->values.at("fds") >= 3);
        QVERIFY(gauges->values.at("threads") >= 2);
        QCOMPARE(gauges->values.at("open_connections"), 0.0);
        QCOMPARE(gauges->values.at("close_wait"), 0.0);
        QVERIFY(gauges->identity->starts_with("pid " + std::to_string(getpid()) + " started "));
        QVERIFY(english((*source)->describe(), "; ").find("pid " + std::to_string(getpid())) !=
                std::string::npos);
        QVERIFY(!ProcSource::ofPort(1, ProbeConnects::No).ok());
    }

    // A target that ends under load: no reading, but there is still something to say.
    void aProcessThatHasEndedIsStillDescribed() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        const std::uint16_t port = server.serverPort();
        server.close();  // the child still has it
        auto source = ProcSource::ofPort(port, ProbeConnects::No);
        QVERIFY2(source.ok(), source ? "" : source.error().message.c_str());
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!(*source)->read().ok());
            QVERIFY(english((*source)->describe(), "; ").find("pid " + std::to_string(child)) !=
                    std::string::npos);
            QTest::qWait(600);  // it looks for a successor now and then
        }
    }

    // The kernel keeps these sockets in a table of their own.
    void findsAListenerOfIpv6() {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHostIPv6)) {
            QSKIP("this machine has no ::1");
        }
        const auto source = ProcSource::ofPort(server.serverPort(), ProbeConnects::No);
        QVERIFY2(source.ok(), source ? "" : source.error().message.c_str());
        QCOMPARE((*source)->read()->values.at("open_connections"), 0.0);
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHostIPv6, server.serverPort());
        QVERIFY(client.waitForConnected(5000) && server.waitForNewConnection(5000));
        const auto gauges = (*source)->read();
        QCOMPARE(gauges->values.at("open_connections"), 1.0);
        QVERIFY(gauges->identity->starts_with("pid " + std::to_string(getpid()) + " started "));
    }

    void countsConnectionsAsTheyCome() {
        SmallServer server;
        server.answer("/", {200, "x"});
        HttpGetter client({});
        QVERIFY(client.get(server.url("/")).ok());
        const auto source = ProcSource::ofPort(server.port(), ProbeConnects::No);
        QVERIFY(source.ok());
        QCOMPARE((*source)->read()->values.at("open_connections"), 1.0);
        const auto without = ProcSource::ofPort(server.port(), ProbeConnects::Yes);
        QCOMPARE((*without)->read()->values.at("open_connections"), 0.0);
    }

    void readsAProcessUntilItEnds() {
        const pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        const auto source = ProcSource::ofProcess(child, ProbeConnects::No);
        QVERIFY(source.ok());
        const auto gauges = (*source)->read();
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->values.at("threads"), 1.0);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        const auto ended = (*source)->read();
        QVERIFY(!ended.ok());
        QVERIFY2(ended.error().message.find("has ended") != std::string::npos, ended.error().message.c_str());
        QVERIFY(!ProcSource::ofProcess(child, ProbeConnects::No).ok());
    }

    void joinedSignalsNeverChangeTheirSource() {
        SmallServer server;
        server.answer("/stats", {200, R"({"tasks":{"total":900},"pid":1})"});
        std::vector<std::unique_ptr<ProbeSource>> sources;
        sources.push_back(std::make_unique<StatsSource>(std::make_shared<HttpGetter>(HttpGetterSettings()),
                                                        server.url("/stats")));
        sources.push_back(ProcSource::ofPort(server.port(), ProbeConnects::Yes).value());
        JoinedSource joined(std::move(sources));
        const auto both = joined.read();
        QVERIFY(both.ok());
        QCOMPARE(both->values.at("tasks"), 900.0);
        QVERIFY(both->values.count("rss") == 1);
        QCOMPARE(both->identity.value(), std::string("pid 1 started 0"));
        server.answer("/stats", {500, ""});
        const auto half = joined.read();
        QVERIFY(half.ok());
        QVERIFY(half->values.count("tasks") == 0);  // not the threads of /proc instead
        QVERIFY(half->values.count("rss") == 1);
        QVERIFY(!half->identity.has_value());
    }
};

QTEST_GUILESS_MAIN(TestProcSource)
#include "tst_proc_source.moc"
