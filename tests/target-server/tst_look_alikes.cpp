// What looks like a leak at first comes to rest: in heap in use, in tasks, within a known number of requests.
#include <QTest>
#include <cmath>
#include <memory>
#include <vector>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestLookAlikes : public QObject {
    Q_OBJECT

private:
    static constexpr double Noise = 400e3;  // bytes, of the server itself: what its threads' caches hold
    TargetProcess m_target;

    void set(const QByteArray& name, const QByteArray& setting) {
        QCOMPARE(statusOf(m_target.change("PUT", "/debug/faults/" + name, setting)), 200);
    }
    bool reaches(const QString& figure, double value) {
        return m_target.eventually([&](const TargetProcess& t) { return t.figure(figure) == value; });
    }
    double heap() {
        m_target.change("POST", "/debug/gc");
        return m_target.figure("heap.allocated");
    }
    // So many clients at once, one request each.
    void burst(int connections) {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < connections; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_target.port()));
        }
        QVERIFY(reaches("connections.open", connections));
        for (int round = 0; round < connections; ++round) {
            for (const auto& client : clients) {
                QVERIFY(client->send(get("/json")));
                QCOMPARE(statusOf(client->readResponse()), 200);
            }
        }
    }

private slots:
    void init() { QVERIFY(reaches("connections.open", 0)); }
    void initTestCase() {
        QVERIFY(m_target.start({"--threads", "2"}));
        QCOMPARE(m_target.load(200), 200);
    }

    void cacheBounded() {
        const double before = heap();
        set("cache-bounded", "on");
        QCOMPARE(m_target.load(8192), 8192);
        const double full = heap();
        QVERIFY2(full - before > 8192 * 1024, QByteArray::number(full - before));
        QCOMPARE(m_target.load(4000), 4000);
        const double later = heap() - full;
        QVERIFY2(std::abs(later) < Noise, QByteArray::number(later));
        set("cache-bounded", "off");
    }

    // 4096 places filled by chance: after n requests 4096 (1 - exp(-n/4096)) are full.
    void warmUp() {
        const double before = heap();
        set("warm-up", "on");
        QCOMPARE(m_target.load(4096), 4096);
        const double first = heap() - before;
        QCOMPARE(m_target.load(4096), 4096);
        const double second = heap() - before - first;
        const double due = 4096 * 2048 * (1 - std::exp(-1));
        QVERIFY2(first > 0.9 * due && first < 1.2 * due, QByteArray::number(first));
        QVERIFY2(second < 0.5 * first, QByteArray::number(second));
        QCOMPARE(m_target.load(16384), 16384);
        const double warm = heap();
        QCOMPARE(m_target.load(2000), 2000);
        const double later = heap() - warm;
        QVERIFY2(std::abs(later) < Noise, QByteArray::number(later));
        set("warm-up", "off");
    }

    void sawTooth() {
        const double before = heap();
        set("saw-tooth", "on");
        for (int tooth = 0; tooth < 3; ++tooth) {
            QCOMPARE(m_target.load(4095), 4095);
            const double top = heap() - before;
            QVERIFY2(top > 4000 * 1024 && top < 5500 * 1024, QByteArray::number(top));
            QCOMPARE(m_target.load(1), 1);
            const double bottom = heap() - before;
            QVERIFY2(std::abs(bottom) < Noise, QByteArray::number(bottom));
        }
        set("saw-tooth", "off");
    }

    void backlog() {
        const double before = m_target.figure("tasks.total");
        set("backlog", "on");
        QCOMPARE(m_target.load(30), 30);
        set("backlog", "off");
        QVERIFY(m_target.figure("tasks.by_kind.backlog") > 0);
        QVERIFY(reaches("tasks.by_kind.backlog", 0));  // two seconds later, and without a request
        QVERIFY(reaches("tasks.total", before));
    }

    void poolBurst() {
        const double before = heap();
        set("pool-burst", "on");
        burst(20);
        QVERIFY(reaches("connections.open", 0));
        const double first = heap();
        QVERIFY2(first - before > 20 * 65536 - Noise && first - before < 20 * 82000 + Noise,
                 QByteArray::number(first - before));
        burst(20);
        QVERIFY(reaches("connections.open", 0));
        const double second = heap() - first;
        QVERIFY2(std::abs(second) < Noise, QByteArray::number(second));
        set("pool-burst", "off");
    }

    void allocatorKept() {
        const double before = heap();
        const double resident = m_target.figure("process.rss");
        set("allocator-kept", "on");
        QCOMPARE(m_target.load(8000), 8000);
        const double top = heap() - before;
        QVERIFY2(top > 30e6, QByteArray::number(top));
        QCOMPARE(m_target.load(1000), 1000);  // within these it frees all, once
        const double after = heap() - before;
        QVERIFY2(std::abs(after) < Noise, QByteArray::number(after));
        const double stays = m_target.figure("process.rss") - resident;
        QVERIFY2(stays > 25e6, QByteArray::number(stays));
        QCOMPARE(m_target.load(9000), 9000);
        QVERIFY(std::abs(heap() - before) < Noise);
        set("allocator-kept", "off");
    }
};

QTEST_GUILESS_MAIN(TestLookAlikes)
#include "tst_look_alikes.moc"
