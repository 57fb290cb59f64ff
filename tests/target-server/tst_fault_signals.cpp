// Each fault raises what docs/target_server.md says, as often as it says, and nothing else.
#include <QJsonArray>
#include <QMap>
#include <QTest>
#include <memory>
#include <vector>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

namespace {

// By how much one strike raises each counted figure. Heap is a range: an allocator rounds up.
struct Promise {
    int pool = 0;
    int tasks = 0;
    int threads = 0;
    int fds = 0;
    int buffers = 0;
    int db = 0;
    int connections = 0;
    double leastHeap = 0;
    double mostHeap = 64;  // of a list that remembers what was kept
};

constexpr int Strikes = 200;
constexpr double HeapNoise = 400e3;  // of the server itself: what its threads' caches hold

}  // namespace

Q_DECLARE_METATYPE(Promise)

class TestFaultSignals : public QObject {
    Q_OBJECT

private:
    static constexpr const char* Counted[] = {"pool.in_use",     "tasks.total",    "process.threads",
                                              "process.fds",     "buffers.in_use", "db.in_use",
                                              "connections.open"};
    TargetProcess m_target;

    void set(const QByteArray& name, const QByteArray& setting) {
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/" + name, setting)), 200);
    }
    bool reaches(const QString& figure, double value) {
        return m_target.eventually([&](const TargetProcess& t) { return t.figure(figure) == value; });
    }
    // All figures once nobody is connected and the garbage is gone.
    QMap<QString, double> figures(double connections = 0) {
        m_target.eventually(
            [&](const TargetProcess& t) { return t.figure("connections.open") == connections; });
        m_target.change("POST", "/debug/gc");
        QMap<QString, double> all;
        for (const char* name : Counted) {
            all[name] = m_target.figure(name);
        }
        all["heap"] = m_target.figure("heap.allocated");
        return all;
    }
    double triggered(const QString& name) {
        for (const QJsonValue& fault : m_target.stats()["faults"].toArray()) {
            if (fault.toObject()["name"].toString() == name) {
                return fault.toObject()["triggered"].toDouble();
            }
        }
        return -1;
    }
    void compare(const QMap<QString, double>& before, const QMap<QString, double>& after,
                 const Promise& promise, int strikes) {
        const int due[] = {promise.pool,    promise.tasks, promise.threads,    promise.fds,
                           promise.buffers, promise.db,    promise.connections};
        for (std::size_t i = 0; i < std::size(due); ++i) {
            const double change = after[Counted[i]] - before[Counted[i]];
            QVERIFY2(change == due[i] * strikes, qPrintable(QString("%1 changed by %2, not by %3")
                                                                .arg(Counted[i])
                                                                .arg(change)
                                                                .arg(due[i] * strikes)));
        }
        const double grown = after["heap"] - before["heap"];
        QVERIFY2(grown >= promise.leastHeap * strikes - HeapNoise &&
                     grown <= promise.mostHeap * strikes + HeapNoise,
                 qPrintable(QString("heap grew by %1").arg(grown)));
    }
    static void row(const char* name, const Promise& promise, const QByteArray& bytes = {}) {
        QTest::newRow(name) << promise << bytes;
    }

private slots:
    void initTestCase() {
        QVERIFY(m_target.start({"--threads", "2"}));
        QCOMPARE(m_target.load(200), 200);  // by now all that is made once has been made
        QCOMPARE(m_target.load(20, "/db"), 20);
    }

    void oneRequestInFour_data() {
        QTest::addColumn<Promise>("promise");
        QTest::addColumn<QByteArray>("bytes");
        row("context-kept", {.pool = 1, .leastHeap = 1000, .mostHeap = 4096});
        row("task-stuck", {.tasks = 1, .leastHeap = 100, .mostHeap = 1024});
        row("buffer-lost", {.buffers = 1, .leastHeap = 16384, .mostHeap = 20480});
        row("db-connection-kept", {.fds = 1, .db = 1, .leastHeap = 10e3, .mostHeap = 200e3});
        row("file-kept", {.fds = 1});
        row("thread-kept", {.threads = 1, .mostHeap = 64e3});
        row("cache-unbounded", {.leastHeap = 32768, .mostHeap = 33e3}, ",bytes:32768");
        row("listener-kept", {.leastHeap = 32768, .mostHeap = 41200}, ",bytes:32768");
        row("timer-kept", {.leastHeap = 32768, .mostHeap = 41200}, ",bytes:32768");
        row("panic-keeps", {});
        row("cancel-ignored", {});
    }
    void oneRequestInFour() {
        QFETCH(Promise, promise);
        QFETCH(QByteArray, bytes);
        const QByteArray name = QTest::currentDataTag();
        const auto before = figures();
        const double struck = triggered(name);
        set(name, "every:4" + bytes);
        QCOMPARE(m_target.load(4 * Strikes), 4 * Strikes);
        set(name, "off");
        QCOMPARE(m_target.load(40), 40);  // off is off
        const auto after = figures();
        const bool strikes =
            name != "panic-keeps" && name != "cancel-ignored";  // those need more than a request
        QCOMPARE(triggered(name) - struck, strikes ? Strikes : 0.0);
        compare(before, after, promise, Strikes);
    }

    void oneFailedHandlerInFour() {
        const auto before = figures();
        set("panic-keeps", "every:4");
        {
            RawClient client(m_target.port());
            for (int i = 0; i < 40; ++i) {
                QVERIFY(client.send(get("/panic")));
                QCOMPARE(statusOf(client.readResponse()), 500);  // and the connection is kept
            }
        }
        set("panic-keeps", "off");
        compare(before, figures(), {.pool = 1, .leastHeap = 1000, .mostHeap = 4096}, 10);
    }

    void oneClientThatLeavesInFour() {
        const auto before = figures();
        set("cancel-ignored", "every:4");
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_target.port()));
            QVERIFY(clients.back()->send(get("/delay?ms=60000")));
        }
        QVERIFY(reaches("requests.in_flight", 40));
        clients.clear();
        QVERIFY(reaches("requests.in_flight", 0));
        set("cancel-ignored", "off");
        compare(before, figures(), {.tasks = 1, .leastHeap = 100, .mostHeap = 1024}, 10);
    }

    void background() {
        constexpr double BytesPerSecond = 4 * 1024 * 1024;
        const auto before = figures();
        set("background", "bytes:4194304");
        const double begun = m_target.figure("uptime_s");
        QVERIFY(m_target.eventually(
            [&](const TargetProcess& t) { return t.figure("heap.allocated") > before["heap"] + 8e6; }));
        set("background", "off");
        const double seconds = m_target.figure("uptime_s") - begun;
        const double grown = figures()["heap"] - before["heap"];
        QVERIFY2(grown > 0.7 * BytesPerSecond * seconds && grown < 1.3 * BytesPerSecond * seconds,
                 qPrintable(QString("%1 bytes in %2 s").arg(grown).arg(seconds)));
        const auto after = figures();
        for (const char* name : Counted) {
            QCOMPARE(after[name], before[name]);
        }
    }

    // Last: what it holds is held until the server stops.
    void responsesThatNeverEnd() {
        const auto before = figures();
        set("response-unended", "every:2");
        int unended = 0;
        for (int i = 0; i < 20; ++i) {
            RawClient client(m_target.port());
            QVERIFY(client.send(get(i % 4 < 2 ? "/json" : "/stream?chunks=2")));
            const QByteArray response = client.readResponse(100);
            const bool ended = response.endsWith('}') || response.endsWith("0\r\n\r\n");
            QCOMPARE(statusOf(response), 200);
            unended += ended ? 0 : 1;
        }
        set("response-unended", "off");
        QCOMPARE(unended, 10);
        compare(before, figures(10),
                {.pool = 1, .tasks = 1, .fds = 1, .connections = 1, .leastHeap = 2000, .mostHeap = 16e3}, 10);
    }
};

QTEST_GUILESS_MAIN(TestFaultSignals)
#include "tst_fault_signals.moc"
